package org.pindesk.adapter.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.Visits;
import org.pindesk.port.Visits.Refusal;

/**
 * The pages behind the links in letters, below {@code /p/}. Looking (GET, HEAD, whatever a mail filter or a preview sends) changes
 * nothing and sets nothing; only the page's own form does something. What is refused here never reaches the inside.
 */
public final class Pages {
    private static final String PATH = "/p/{ticket}";
    private static final String COOKIE = "pindesk-browser";

    /** The largest form that a page sends is far below. */
    private static final int MOST_BYTES = 2048;

    /** Longest time for a form to arrive. */
    private static final Duration ARRIVES = Duration.ofSeconds(5);

    /** Pages at one time: fewer than the server has threads, so that slow ones keep nobody from asking for its health. */
    private static final int AT_ONCE = 6;

    private static final int ADDRESS_A_MINUTE = 300;
    private static final int PRESSES_A_MINUTE = 20;
    private static final int BROWSER_BYTES = 24;
    private static final Pattern BROWSER = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final int LONGEST_LANGUAGES = 300;

    private final Visits visits;
    private final URI publicUrl;
    private final Locale fallback;
    private final SecureRandom random;
    private final Turnstile addresses;
    private final Turnstile presses;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param publicUrl the address at which people reach this server, without a slash at its end
     * @param fallback language of people whose browser asks for none that there is
     */
    public Pages(Visits visits, URI publicUrl, Locale fallback, Clock clock, SecureRandom random) {
        this.visits = visits;
        this.publicUrl = publicUrl;
        this.fallback = fallback;
        this.random = random;
        this.addresses = new Turnstile(clock, ADDRESS_A_MINUTE);
        this.presses = new Turnstile(clock, PRESSES_A_MINUTE);
    }

    void into(JavalinConfig config) {
        config.routes.get(PATH, context -> placed(context, this::look));
        config.routes.head(PATH, context -> placed(context, this::look));
        config.routes.post(PATH, context -> placed(context, this::press));
    }

    @FunctionalInterface
    private interface Step {
        void on(Context context, Locale language);
    }

    private void placed(Context context, Step step) {
        Locale language = language(context.header("Accept-Language"));
        context.header("Cache-Control", "no-store")
                .header("Vary", "Accept-Language")
                .header("X-Robots-Tag", "noindex, nofollow, noarchive")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src " + PageHtml.STYLE_HASH
                                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        if ("https".equals(publicUrl.getScheme())) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
        if (!addresses.admits(address(context))) {
            refuse(context, language, 429, Refusal.TOO_MANY);
            return;
        }
        if (!places.tryAcquire()) {
            refuse(context, language, 503, Refusal.TOO_MANY);
            return;
        }
        try {
            step.on(context, language);
        } finally {
            places.release();
        }
    }

    private void look(Context context, Locale language) {
        String ticket = context.pathParam("ticket");
        show(context, language, 200, visits.open(secret(ticket), language));
    }

    private void press(Context context, Locale language) {
        String ticket = context.pathParam("ticket");
        if (isFromElsewhere(context)) {
            refuse(context, language, 403, Refusal.STRANGE);
            return;
        }
        if (!presses.admits(TICKET.matcher(ticket).matches() ? ticket : "")) {
            refuse(context, language, 429, Refusal.TOO_MANY);
            return;
        }
        int length = context.contentLength();
        if (length < 0 || length > MOST_BYTES) {
            refuse(context, language, 413, Refusal.STRANGE);
            return;
        }
        String type = context.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            refuse(context, language, 415, Refusal.STRANGE);
            return;
        }
        Map<String, String> form = form(context, length);
        if (form == null) {
            refuse(context, language, 408, Refusal.STRANGE);
            return;
        }
        String known = context.cookie(COOKIE);
        String browser = known != null && BROWSER.matcher(known).matches() ? known : drawn();
        Reply reply = visits.press(secret(ticket), form.getOrDefault("action", ""), form, Secret.of(browser), language);
        context.header("Set-Cookie", cookie(browser));
        show(context, language, 200, reply);
    }

    /**
     * Whether the form was sent by a page of another site. With the policy "no-referrer" browsers send {@code Origin: null} for the
     * page's own form; Sec-Fetch-Site tells it from others, and without both only who knows the ticket can have sent it.
     */
    private boolean isFromElsewhere(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean otherOrigin = origin != null && !origin.equals("null") && !origin.equalsIgnoreCase(origin());
        return otherSite || otherOrigin;
    }

    private String origin() {
        return publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
    }

    private static @Nullable Map<String, String> form(Context context, int length) {
        byte[] bytes = new byte[length];
        long end = System.nanoTime() + ARRIVES.toNanos();
        int at = 0;
        try (InputStream in = context.req().getInputStream()) {
            while (at < length) {
                int read = in.read(bytes, at, length - at);
                if (read < 0 || System.nanoTime() - end > 0) {
                    return null;
                }
                at += read;
            }
        } catch (IOException | IllegalStateException e) {
            return null;
        }
        return fields(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", 20)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A ticket of another form is as unknown as one that never was. */
    private static Secret secret(String ticket) {
        return Secret.of(TICKET.matcher(ticket).matches() ? ticket : "-");
    }

    private String drawn() {
        byte[] bytes = new byte[BROWSER_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String cookie(String browser) {
        String prefix = publicUrl.getRawPath() == null ? "" : publicUrl.getRawPath();
        String secure = "https".equals(publicUrl.getScheme()) ? "; Secure" : "";
        return COOKIE + "=" + browser + "; Path=" + prefix + "/p/; HttpOnly; SameSite=Strict" + secure;
    }

    /** Behind a proxy on this machine the address that the proxy saw; anything else could be made up. */
    private static String address(Context context) {
        String peer = context.req().getRemoteAddr();
        String forwarded = context.header("X-Forwarded-For");
        if (forwarded == null || !isLoopback(peer)) {
            return peer;
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Locale language(@Nullable String accepted) {
        if (accepted == null || accepted.length() > LONGEST_LANGUAGES) {
            return fallback;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return found == null ? fallback : found;
        } catch (IllegalArgumentException e) {
            return fallback;
        }
    }

    private void refuse(Context context, Locale language, int status, Refusal why) {
        if (!context.method().name().equals("GET")) {
            // what was not read is not waited for
            context.header("Connection", "close");
        }
        show(context, language, status, visits.refused(why, language));
    }

    private static void show(Context context, Locale language, int status, Reply reply) {
        context.status(status).contentType("text/html; charset=utf-8").result(PageHtml.of(reply, language));
    }
}
