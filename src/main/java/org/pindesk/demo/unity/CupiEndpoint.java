package org.pindesk.demo.unity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.unity.CupiJournal.Received;

/** CUPI's rules of transport in front of the resources: sign-in, rights, address, method, throttle, and the ways to break an answer. */
final class CupiEndpoint {
    private static final Pattern USER = Pattern.compile("/vmrest/users/([0-9a-fA-F-]{36})(/[a-z/]+)?");
    private static final Pattern QUERY = Pattern.compile("\\(alias is ([^()]+)\\)");
    private static final int OVERSIZE = 3 << 20;

    private final Mailboxes boxes;
    private final CupiRecords records;
    private final CupiJournal journal;
    private final AtomicInteger throttleSum = new AtomicInteger();

    CupiEndpoint(Mailboxes boxes, CupiJournal journal) {
        this.boxes = boxes;
        this.records = new CupiRecords(boxes);
        this.journal = journal;
    }

    /** Headers are empty where absent. */
    record In(
            String method,
            String path,
            String query,
            String authorization,
            String accept,
            String contentType,
            String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * @param wrote whether something was changed for it
     */
    record Out(int status, Map<String, String> headers, String body, boolean wrote) {
        static Out page(int status, String title) {
            return new Out(
                    status,
                    Map.of("Content-Type", "text/html;charset=utf-8"),
                    "<!doctype html><html><head><title>" + title + "</title></head><body><h1>" + title
                            + "</h1></body></html>",
                    false);
        }

        Out body(String other) {
            return new Out(status, headers, other, wrote);
        }
    }

    /** Notes a request that gets no answer and is not executed. */
    void ignore(In in) {
        note(in, "", 0);
    }

    Out answer(In in, Fault fault, Quirk quirk) {
        Optional<String> account = fault.is(Fault.Kind.WRONG_PASSWORD) ? Optional.empty() : account(in.authorization());
        if (account.isEmpty()) {
            Out out = Out.page(401, "HTTP Status 401 - Unauthorized");
            note(in, "", out.status());
            return out;
        }
        boolean xml = quirk == Quirk.XML || !in.accept().contains("json");
        Out out = before(quirk, xml).orElseGet(() -> broken(resource(in, account.get(), fault, quirk, xml), quirk));
        note(in, account.get(), out.status());
        return out;
    }

    private static Optional<Out> before(Quirk quirk, boolean xml) {
        return switch (quirk) {
            case LOGIN_PAGE -> Optional.of(Out.page(200, "Cisco Single Sign On: please log in"));
            case REDIRECT ->
                Optional.of(new Out(302, Map.of("Location", "https://sso.invalid/login?from=vmrest"), "", false));
            case FORBIDDEN -> Optional.of(Out.page(403, "HTTP Status 403 - Forbidden"));
            case NOT_AUTHORIZED -> Optional.of(Out.page(401, "Not Authorized"));
            case NOT_AUTHORIZED_400 ->
                Optional.of(error(new CupiRefusal(400, "NOT_AUTHORIZED", "Not Authorized"), xml));
            case OTHER_ERROR ->
                Optional.of(error(new CupiRefusal(400, "DATABASE_BUSY", "The object is being changed"), xml));
            case ABSENT -> Optional.of(Out.page(404, "HTTP Status 404 - Not Found"));
            default -> Optional.empty();
        };
    }

    private static Out broken(Out good, Quirk quirk) {
        return switch (quirk) {
            case TRUNCATED -> good.body(good.body().substring(0, good.body().length() / 2));
            case WRONG_TYPE -> new Out(good.status(), Map.of("Content-Type", "text/html"), good.body(), good.wrote());
            case EMPTY -> new Out(200, good.headers(), "", good.wrote());
            case NOTHING_IN_IT -> new Out(200, good.headers(), "{}", good.wrote());
            case OVERSIZED -> new Out(200, good.headers(), "{\"x\":\"" + "y".repeat(OVERSIZE) + "\"}", good.wrote());
            case STALLED_BODY -> good.status() == 204 ? new Out(200, good.headers(), "{}", true) : good;
            case ERROR_PAGE -> {
                Out page = Out.page(500, "HTTP Status 500 - Internal Server Error");
                yield new Out(page.status(), page.headers(), page.body(), good.wrote());
            }
            default -> good;
        };
    }

    private Out resource(In in, String account, Fault fault, Quirk quirk, boolean xml) {
        try {
            Matcher user = USER.matcher(in.path());
            if (in.method().equals("PUT")) {
                if (!user.matches() || !"/credential/pin".equals(user.group(2))) {
                    throw new CupiRefusal(405, "METHOD_NOT_ALLOWED", "Only PINs are changed here");
                }
                return write(in, account, user.group(1), fault);
            }
            if (!in.method().equals("GET")) {
                throw new CupiRefusal(405, "METHOD_NOT_ALLOWED", "Method not allowed");
            }
            return ok(read(in, user, quirk, xml), xml);
        } catch (CupiRefusal e) {
            return error(e, xml);
        }
    }

    private String read(In in, Matcher user, Quirk quirk, boolean xml) throws CupiRefusal {
        if (in.path().equals("/vmrest/users")) {
            Matcher query = QUERY.matcher(parameter(in.query(), "query"));
            if (!query.matches()) {
                throw new CupiRefusal(400, "INVALID_QUERY", "The query could not be understood");
            }
            return CupiText.list("User", records.users(query.group(1).strip(), quirk), quirk, xml);
        }
        if (in.path().equals("/vmrest/credentialpolicies")) {
            return CupiText.list("CredentialPolicy", records.rules(quirk), quirk, xml);
        }
        if (!user.matches()) {
            throw new CupiRefusal(404, "NOT_FOUND", "No such resource");
        }
        String id = user.group(1);
        String part = user.group(2) == null ? "" : user.group(2);
        return switch (part) {
            case "" -> CupiText.object("User", records.user(id, quirk), xml);
            case "/credential/pin" -> CupiText.object("Credential", records.credential(id, quirk), xml);
            case "/userroles" -> CupiText.list("UserRole", records.roles(id), quirk, xml);
            case "/alternateextensions" -> CupiText.list("AlternateExtension", records.extensions(id), quirk, xml);
            default -> throw new CupiRefusal(404, "NOT_FOUND", "No such resource");
        };
    }

    private Out write(In in, String account, String id, Fault fault) throws CupiRefusal {
        if (!in.contentType().startsWith("application/json")) {
            throw new CupiRefusal(415, "UNSUPPORTED_MEDIA_TYPE", "JSON is understood here");
        }
        boolean administrator =
                boxes.ofId(id, (box, now) -> !box.roles().isEmpty()).orElse(false);
        if (!account.equals(UnitySimulator.WRITER_USER) || administrator) {
            // Cisco's document 116460 names the text; that its status is 401 is what the guide to a sister interface
            // says
            return Out.page(401, "Not Authorized");
        }
        if (throttled(fault)) {
            return Out.page(503, "Server Busy");
        }
        Map<String, String> fields = CupiText.fields(in.body());
        if (fields.containsKey("Credentials") && fault.is(Fault.Kind.REFUSE_TRIVIAL)) {
            throw Mailboxes.trivial("refused on request");
        }
        boxes.update(id, fields, fault.is(Fault.Kind.LIE));
        return new Out(204, Map.of(), "", true);
    }

    /** Evenly: of a hundred writes in a row, exactly as many as the fault says. */
    boolean throttled(Fault fault) {
        if (!fault.is(Fault.Kind.THROTTLE)) {
            return false;
        }
        int before = throttleSum.getAndUpdate(sum -> (sum + fault.percent()) % 100);
        return before + fault.percent() >= 100;
    }

    private static Out ok(String body, boolean xml) {
        return new Out(
                200,
                Map.of(
                        "Content-Type",
                        xml ? "application/xml" : "application/json",
                        "Set-Cookie",
                        "JSESSIONIDSSO=2F68733BA443959388E841535A717DCC; Path=/; Secure; HttpOnly"),
                body,
                false);
    }

    private static Out error(CupiRefusal refusal, boolean xml) {
        return new Out(
                refusal.status(),
                Map.of("Content-Type", xml ? "application/xml" : "application/json"),
                CupiText.error(refusal.code(), String.valueOf(refusal.getMessage()), xml),
                false);
    }

    private static Optional<String> account(String authorization) {
        for (List<String> each : List.of(
                List.of(UnitySimulator.READER_USER, UnitySimulator.READER_PASSWORD),
                List.of(UnitySimulator.WRITER_USER, UnitySimulator.WRITER_PASSWORD))) {
            String pair = each.get(0) + ":" + each.get(1);
            String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            if (basic.equals(authorization)) {
                return Optional.of(each.get(0));
            }
        }
        return Optional.empty();
    }

    private static String parameter(String query, String name) {
        for (String each : query.split("&")) {
            if (each.startsWith(name + "=")) {
                return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private void note(In in, String account, int status) {
        String what = in.path().replaceFirst("^/vmrest/", "").replaceFirst("^users/[^/]+", "users/ID");
        journal.add(new Received(in.method() + " " + what, account, status, CupiJournal.masked(in.body())));
    }
}
