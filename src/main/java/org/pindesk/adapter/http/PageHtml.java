package org.pindesk.adapter.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.pindesk.core.Digits;
import org.pindesk.core.Moment;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;

/** A reply as a page of its own: no script, nothing from elsewhere, every word shown literally, large enough for tired eyes. */
final class PageHtml {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--wall:#eef1f4;--line:#8a939e;--soft:#4d5661;\
            --main:#0b57a4;--on-main:#fff;--danger:#a4161a;--secret:#e8f1fb;--note:#fdecea}
            @media(prefers-color-scheme:dark){:root{--ink:#eceff3;--paper:#1d2126;--wall:#121418;--line:#79838f;--soft:#b4bcc6;\
            --main:#8ec1ff;--on-main:#0b1a2b;--danger:#ff9d98;--secret:#172a40;--note:#3a1f1f}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--wall);color:var(--ink);font:1.25rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
            overflow-wrap:break-word}
            main{max-width:38rem;margin:0 auto;padding:1.5rem 1.25rem;background:var(--paper);min-height:100vh}
            @media(min-width:44rem){main{min-height:0;margin:2.5rem auto;padding:2rem 2.5rem 2.5rem;border-radius:.75rem}}
            .brand{margin:0 0 .5rem;color:var(--soft);font-size:1rem}
            h1{margin:0 0 1rem;font-size:1.75rem;line-height:1.25}
            p{margin:0 0 1rem}
            .note{padding:.75rem 1rem;border-left:.35rem solid var(--danger);background:var(--note)}
            .secret{margin:0 0 1.25rem;padding:1rem 1.25rem;border:2px solid var(--main);border-radius:.75rem;background:var(--secret)}
            .secret p{margin:0;color:var(--soft);font-size:1.05rem}
            .secret strong{display:block;margin:.25rem 0;color:var(--ink);\
            font:700 clamp(1.6rem,9vw,2.6rem)/1.25 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
            label{display:block;margin:1.5rem 0 .4rem;font-weight:700}
            input{width:100%;padding:.7rem .9rem;border:2px solid var(--line);border-radius:.5rem;background:var(--paper);\
            color:var(--ink);font:700 1.8rem/1.3 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.12em}
            .hint{margin:.4rem 0 1.25rem;color:var(--soft);font-size:1.05rem}
            button{display:block;width:100%;margin:1rem 0 0;padding:.85rem 1rem;border:2px solid var(--line);border-radius:.5rem;\
            background:transparent;color:var(--ink);font-family:inherit;font-size:1.25rem;font-weight:600;line-height:1.3;cursor:pointer}
            button.primary{border-color:var(--main);background:var(--main);color:var(--on-main)}
            button.danger{border-color:var(--danger);color:var(--danger)}
            button:focus-visible,input:focus-visible{outline:3px solid var(--main);outline-offset:3px}
            """;

    /** The style's own hash, so that a content security policy lets it through and no other. */
    static final String STYLE_HASH = "'sha256-" + sha256(STYLE) + "'";

    private PageHtml() {}

    static String of(Reply reply, Locale language) {
        StringBuilder page = new StringBuilder(8192);
        String title = reply.title() == null ? "Pindesk" : reply.title();
        page.append("<!DOCTYPE html>\n<html lang=\"")
                .append(language.getLanguage())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,"
                        + " initial-scale=1\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n"
                        + "<meta name=\"format-detection\" content=\"telephone=no\">\n<title>")
                .append(escaped(title))
                .append(title.equals("Pindesk") ? "" : " - Pindesk")
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<p class=\"brand\">Pindesk</p>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        secret(page, reply);
        boolean note = reply.outcome() != null && reply.outcome() != Outcome.APPLIED;
        for (String paragraph : reply.text().split("\n")) {
            page.append(note ? "<p class=\"note\" role=\"alert\">" : "<p>")
                    .append(escaped(paragraph))
                    .append("</p>\n");
            note = false;
        }
        form(page, reply);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void secret(StringBuilder page, Reply reply) {
        Reply.Revealed revealed = reply.secret();
        if (revealed == null) {
            return;
        }
        Digits digits = new Digits(revealed.secret().open());
        page.append("<div class=\"secret\" role=\"status\">\n<p>")
                .append(escaped(revealed.caption()))
                .append("</p>\n<strong translate=\"no\">")
                .append(escaped(digits.grouped()))
                .append("</strong>\n");
        String spoken = digits.spoken(revealed.spoken());
        if (!spoken.isEmpty()) {
            page.append("<p>").append(escaped(spoken)).append("</p>\n");
        }
        page.append("</div>\n");
    }

    /** To the same address again: the ticket stands there and nowhere in the page. */
    private static void form(StringBuilder page, Reply reply) {
        if (reply.buttons().isEmpty()) {
            return;
        }
        page.append("<form method=\"post\" autocomplete=\"off\">\n");
        for (Reply.Field field : reply.fields()) {
            String id = escaped(field.id());
            page.append("<label for=\"").append(id).append("\">").append(escaped(field.label()));
            page.append("</label>\n<input id=\"")
                    .append(id)
                    .append("\" name=\"")
                    .append(id);
            page.append("\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"20\"")
                    .append(field.optional() ? "" : " required");
            if (field.hint() == null) {
                page.append(">\n");
            } else {
                page.append(" aria-describedby=\"").append(id).append("-hint\">\n<p class=\"hint\" id=\"");
                page.append(id).append("-hint\">").append(escaped(field.hint())).append("</p>\n");
            }
        }
        boolean first = true;
        for (Reply.Button button : reply.buttons()) {
            page.append("<button name=\"action\" value=\"")
                    .append(escaped(button.action()))
                    .append("\" class=\"")
                    .append(button.style().name().toLowerCase(Locale.ROOT))
                    .append(first ? "\">" : "\" formnovalidate>")
                    .append(escaped(button.label()))
                    .append("</button>\n");
            first = false;
        }
        page.append("</form>\n");
    }

    private static String escaped(String words) {
        String text = Moment.plain(words);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
