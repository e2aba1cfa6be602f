package org.pindesk.adapter.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Digits;
import org.pindesk.core.Letter;
import org.pindesk.core.Letter.Door;
import org.pindesk.core.Secret;

/**
 * The words of a letter as text and as HTML. The HTML is one column of system fonts with its styles in place: no pictures, nothing
 * from elsewhere, nothing that tells whether it was read. Outlook for Windows renders it with Word, so it stands in tables; colours
 * for dark mode are given for those that ask, and the others turn ours around legibly. Each link stands in clear below its button.
 */
final class LetterForm {
    private static final String FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
            // a long German word must not widen the page of a phone
            + "overflow-wrap:anywhere;word-break:break-word;";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            @media (prefers-color-scheme: dark) {
            .page { background-color: #16181c !important; }
            .sheet { background-color: #22252b !important; border-color: #3a3f47 !important; }
            .ink { color: #eceef1 !important; }
            .soft { color: #b4bac3 !important; }
            .link { color: #8ab8ff !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background-color:#f3f4f6;">
            <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" border="0" \
            style="background-color:#f3f4f6;table-layout:fixed;">
            <tr><td align="center" style="padding:24px 12px;">
            <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
            <table role="presentation" class="sheet" width="100%%" cellpadding="0" cellspacing="0" border="0" \
            style="max-width:600px;table-layout:fixed;background-color:#ffffff;border:1px solid #d9dce1;border-radius:8px;">
            <tr><td style="padding:28px 28px 12px 28px;">
            <h1 class="ink" style="margin:0 0 18px 0;%sfont-size:20px;line-height:28px;font-weight:600;color:#1b1f24;">%s</h1>
            """;

    private static final String PARAGRAPH = """
            <p class="ink" style="margin:0 0 16px 0;%sfont-size:16px;line-height:24px;color:#1b1f24;">%s</p>
            """;

    private static final String CODE = """
            <p class="ink" style="margin:0 0 16px 0;%sfont-size:28px;line-height:36px;letter-spacing:2px;color:#1b1f24;">%s</p>
            """;

    private static final String DOOR = """
            <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 8px 0;"><tr>
            <td bgcolor="#1a56b0" style="background-color:#1a56b0;border-radius:6px;padding:12px 22px;">
            <a href="%2$s" style="%3$sfont-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;\
            display:inline-block;">%1$s</a></td></tr></table>
            <p class="soft" style="margin:0 0 18px 0;%3$sfont-size:13px;line-height:19px;color:#57606a;">
            <a class="link" href="%2$s" style="color:#1a56b0;text-decoration:underline;">%2$s</a></p>
            """;

    private static final String FOOT = """
            </td></tr>
            </table>
            <!--[if mso]></td></tr></table><![endif]-->
            </td></tr>
            </table>
            </body>
            </html>
            """;

    private final Letter letter;
    private final @Nullable URI publicUrl;

    /**
     * @throws IllegalArgumentException when the letter holds links and there is no address for them
     */
    LetterForm(Letter letter, @Nullable URI publicUrl) {
        if (publicUrl == null && !letter.doors().isEmpty()) {
            throw new IllegalArgumentException("a letter with links needs PUBLIC_URL");
        }
        this.letter = letter;
        this.publicUrl = publicUrl;
    }

    /** One line, whatever was given: a line break would begin another header. */
    String subject() {
        return letter.subject()
                .replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ")
                .strip();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        Secret code = letter.code();
        if (code != null) {
            text.append(new Digits(code.open()).grouped()).append("\n\n");
        }
        for (String paragraph : letter.paragraphs()) {
            text.append(clean(paragraph)).append("\n\n");
        }
        for (Door door : letter.doors()) {
            text.append(clean(door.label())).append(":\n").append(address(door)).append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    String html() {
        StringBuilder html = new StringBuilder(HEAD.formatted(
                escaped(letter.language().toLanguageTag()), escaped(subject()), FONT, escaped(subject())));
        Secret code = letter.code();
        if (code != null) {
            html.append(CODE.formatted(FONT, escaped(new Digits(code.open()).grouped())));
        }
        for (String paragraph : letter.paragraphs()) {
            html.append(PARAGRAPH.formatted(FONT, escaped(clean(paragraph)).replace("\n", "<br>\n")));
        }
        for (Door door : letter.doors()) {
            html.append(DOOR.formatted(escaped(clean(door.label())), escaped(address(door)), FONT));
        }
        return html.append(FOOT).toString();
    }

    private String address(Door door) {
        return publicUrl + "/p/" + URLEncoder.encode(door.ticket().open(), StandardCharsets.UTF_8);
    }

    /** Line breaks of one kind, and no other control characters. */
    private static String clean(String words) {
        return words.replaceAll("\\r\\n?|[\\u0085\\u2028\\u2029]", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
