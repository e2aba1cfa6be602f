package org.pindesk.demo.unity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.unity.CupiJournal.Received;
import org.pindesk.demo.wire.HttpExchange.In;
import org.pindesk.demo.wire.HttpExchange.Out;
import org.pindesk.demo.wire.HttpsListener;
import org.pindesk.demo.wire.Throttle;

/** CUPI's rules of transport in front of the resources: sign-in, rights, address, method, throttle, and the ways to break an answer. */
final class CupiEndpoint implements HttpsListener.Endpoint<CupiEndpoint.Behaviour> {
    private static final Pattern USER = Pattern.compile("/vmrest/users/([0-9a-fA-F-]{36})(/[a-z/]+)?");
    private static final Pattern QUERY = Pattern.compile("\\(alias is ([^()]+)\\)");
    private static final int OVERSIZE = 3 << 20;

    private final Mailboxes boxes;
    private final CupiRecords records;
    private final CupiJournal journal;
    private final Throttle throttle = new Throttle();

    CupiEndpoint(Mailboxes boxes, CupiJournal journal) {
        this.boxes = boxes;
        this.records = new CupiRecords(boxes);
        this.journal = journal;
    }

    /**
     * How to behave right now.
     *
     * @param only the end of the path that the quirk concerns; empty = all
     * @param method that it concerns; empty = all
     */
    record Behaviour(Fault fault, Quirk quirk, String method, String only) implements HttpsListener.Behaviour {
        Quirk quirkAt(In in) {
            return in.path().endsWith(only) && in.method().startsWith(method) ? quirk : Quirk.NONE;
        }
    }

    @Override
    public void ignore(In in) {
        note(in, "", 0);
    }

    @Override
    public Out answer(In in, Behaviour now) {
        Quirk quirk = now.quirkAt(in);
        Out out = answer(in, now.fault(), quirk);
        return quirk == Quirk.STALLED_BODY ? out.stalling() : out;
    }

    private Out answer(In in, Fault fault, Quirk quirk) {
        Optional<String> account = fault.is(Fault.Kind.WRONG_PASSWORD) ? Optional.empty() : account(in.authorization());
        if (account.isEmpty()) {
            Out out = Out.page(401, "HTTP Status 401 - Unauthorized");
            note(in, "", out.status());
            return out;
        }
        boolean xml = quirk == Quirk.XML || !in.header("Accept").contains("json");
        Out out = before(quirk, xml).orElseGet(() -> broken(resource(in, account.get(), fault, quirk, xml), quirk));
        note(in, account.get(), out.status());
        return out;
    }

    private static Optional<Out> before(Quirk quirk, boolean xml) {
        return switch (quirk) {
            case LOGIN_PAGE -> Optional.of(Out.page(200, "Cisco Single Sign On: please log in"));
            case REDIRECT -> Optional.of(Out.empty(302).with("Location", "https://sso.invalid/login?from=vmrest"));
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
            case WRONG_TYPE -> good.with("Content-Type", "text/html");
            case EMPTY -> good.status(200).body("");
            case NOTHING_IN_IT -> good.status(200).body("{}");
            case OVERSIZED -> good.status(200).body("{\"x\":\"" + "y".repeat(OVERSIZE) + "\"}");
            case STALLED_BODY -> good.status() == 204 ? good.status(200).body("{}") : good;
            case ERROR_PAGE -> good.replacedBy(Out.page(500, "HTTP Status 500 - Internal Server Error"));
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
        if (!in.header("Content-Type").startsWith("application/json")) {
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
        return Out.empty(204).written();
    }

    /** Whether a write is turned away now; counts it. */
    boolean throttled(Fault fault) {
        return throttle.turnsAway(fault);
    }

    private static Out ok(String body, boolean xml) {
        return Out.of(200, type(xml), body)
                .with("Set-Cookie", "JSESSIONIDSSO=2F68733BA443959388E841535A717DCC; Path=/; Secure; HttpOnly");
    }

    private static Out error(CupiRefusal refusal, boolean xml) {
        return Out.of(
                refusal.status(), type(xml), CupiText.error(refusal.code(), String.valueOf(refusal.getMessage()), xml));
    }

    private static String type(boolean xml) {
        return xml ? "application/xml" : "application/json";
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
