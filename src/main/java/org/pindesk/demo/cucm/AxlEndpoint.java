package org.pindesk.demo.cucm;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.wire.HttpExchange.In;
import org.pindesk.demo.wire.HttpExchange.Out;
import org.pindesk.demo.wire.HttpsListener;
import org.pindesk.demo.wire.Throttle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** AXL's rules of transport (AXL Developer Guide), in front of the operations: address, method, sign-in, session, version, role, throttle. */
final class AxlEndpoint implements HttpsListener.Endpoint<AxlEndpoint.Behaviour> {
    private static final String PATH = "/axl/";
    private static final String ACTION_HEADER = "SOAPAction";
    private static final Pattern ACTION = Pattern.compile("\"?CUCM:DB ver=(\\S+) (\\w+)\"?");
    /** doAuthenticateUser counts as a write, since it counts failed sign-ins; no source says what a read-only account gets there. */
    private static final Set<String> WRITES = Set.of("updateUser", "updateUserGroup", "doAuthenticateUser");
    /** Those that change something, and are throttled or dropped after. */
    private static final Set<String> CHANGES = Set.of("updateUser", "updateUserGroup");

    private final AxlOperations operations;
    private final ServiceAccounts accounts;
    private final AxlJournal journal;
    private final SchemaOracle oracle;
    private final Throttle throttle = new Throttle();

    /**
     * How to behave right now.
     *
     * @param only the one operation that the quirk concerns; null = all
     * @param shape null = as the spoken schema has it
     */
    record Behaviour(
            Fault fault,
            Quirk quirk,
            @Nullable String only,
            Release release,
            @Nullable FaultShape shape) implements HttpsListener.Behaviour {
        Quirk quirkAt(String soapAction) {
            return only == null || soapAction.endsWith(" " + only + "\"") ? quirk : Quirk.NONE;
        }
    }

    AxlEndpoint(AxlOperations operations, ServiceAccounts accounts, AxlJournal journal, SchemaOracle oracle) {
        this.operations = operations;
        this.accounts = accounts;
        this.journal = journal;
        this.oracle = oracle;
    }

    @Override
    public void ignore(In in) {
        note(in, "", 0);
    }

    @Override
    public Out answer(In in, Behaviour now) {
        Quirk quirk = now.quirkAt(in.header(ACTION_HEADER));
        return BrokenAnswer.of(whole(in, now, quirk), quirk);
    }

    private Out whole(In in, Behaviour now, Quirk quirk) {
        if (!in.path().equals(PATH)) {
            return noted(in, "", Out.page(404, "HTTP Status 404 - Not Found"));
        }
        if (!in.method().equals("POST")) {
            return noted(in, "", Out.page(405, "HTTP Status 405 - Method Not Allowed"));
        }
        boolean session = in.authorization().isEmpty() && !in.header("Cookie").isEmpty();
        Optional<String> account = session
                ? accounts.bySession(in.header("Cookie"))
                : now.fault().is(Fault.Kind.WRONG_PASSWORD)
                        ? Optional.empty()
                        : accounts.byPassword(in.authorization());
        if (account.isEmpty()) {
            return noted(in, "", session ? Out.page(404, "HTTP Status 404 - Not Found") : unauthorized());
        }
        Out out = before(quirk).orElseGet(() -> message(in, account.get(), now, quirk));
        if (!session && out.status() != 401) {
            out = out.with(
                    "Set-Cookie", "JSESSIONIDSSO=" + accounts.newSession(account.get()) + "; Path=/; Secure; HttpOnly");
        }
        return noted(in, account.get(), out);
    }

    private static Optional<Out> before(Quirk quirk) {
        return switch (quirk) {
            case LOGIN_PAGE -> Optional.of(Out.page(200, "Cisco Single Sign On: please log in"));
            case REDIRECT -> Optional.of(Out.page(302, "Found").with("Location", "https://sso.invalid/login?from=axl"));
            case FORBIDDEN -> Optional.of(Out.page(403, "HTTP Status 403 - Forbidden"));
            case OLD_RELEASE -> Optional.of(unsupported());
            default -> Optional.empty();
        };
    }

    private Out message(In in, String account, Behaviour now, Quirk quirk) {
        Matcher action = ACTION.matcher(in.header(ACTION_HEADER));
        if (!action.matches() || !now.release().speaks(action.group(1))) {
            return unsupported();
        }
        String version = action.group(1);
        String operation = action.group(2);
        Fault fault = now.fault();
        AxlMessages messages = new AxlMessages(version, now.shape());
        Out out;
        try {
            if (quirk == Quirk.FAULT) {
                throw new AxlRefusal(Cluster.UNDOCUMENTED, "The operation is not known");
            }
            Element message = readable(in, version, operation);
            Optional<String> violation = oracle.violation(version, "request " + operation, in.bytes());
            if (violation.isPresent()) {
                return plain(violation.get());
            }
            if (WRITES.contains(operation) && !accounts.mayWrite(account)) {
                return unauthorized();
            }
            if (CHANGES.contains(operation) && throttle.turnsAway(fault)) {
                return Out.page(503, "HTTP Status 503 - Service Unavailable");
            }
            out = xml(200, operations.execute(operation, version, message, fault, messages));
            out = CHANGES.contains(operation) ? out.written() : out;
        } catch (AxlRefusal e) {
            out = xml(500, messages.fault(operation, e));
        }
        if (out.status() == 500 && (now.shape() == null ? FaultShape.of(version) : now.shape()) == FaultShape.OLD) {
            return out;
        }
        Optional<String> violation = oracle.violation(version, "answer to " + operation, out.bytes());
        return violation.isPresent() ? plain(violation.get()) : out;
    }

    private static Element readable(In in, String version, String operation) throws AxlRefusal {
        Document document = AxlXml.parse(in.bytes())
                .orElseThrow(() -> new AxlRefusal(Cluster.UNDOCUMENTED, "The request is not well-formed"));
        Element message = AxlXml.message(document)
                .orElseThrow(() -> new AxlRefusal(Cluster.UNDOCUMENTED, "The request is no SOAP envelope"));
        if (!(AxlXml.NAMESPACE + version).equals(message.getNamespaceURI())
                || !operation.equals(message.getLocalName())) {
            throw new AxlRefusal(Cluster.UNDOCUMENTED, "SOAPAction and message disagree");
        }
        if (!ElementOrder.knows(version, operation)) {
            throw new AxlRefusal(Cluster.UNDOCUMENTED, "Operation " + operation + " is not allowed here");
        }
        ElementOrder.check(version, message);
        return message;
    }

    private static Out xml(int status, String body) {
        return Out.of(status, "text/xml;charset=UTF-8", body);
    }

    private static Out plain(String text) {
        return Out.of(500, "text/plain;charset=utf-8", text);
    }

    private static Out unsupported() {
        return Out.page(599, "HTTP Status 599 - AXL schema version not supported");
    }

    private static Out unauthorized() {
        return Out.page(401, "HTTP Status 401 - Unauthorized")
                .with("WWW-Authenticate", "Basic realm=\"Cisco AXL API\"");
    }

    private Out noted(In in, String account, Out out) {
        note(in, account, out.status());
        return out;
    }

    private void note(In in, String account, int status) {
        Matcher action = ACTION.matcher(in.header(ACTION_HEADER));
        boolean known = action.matches();
        journal.add(new Received(
                known ? action.group(2) : "",
                known ? action.group(1) : "",
                account,
                in.authorization().isEmpty() && !in.header("Cookie").isEmpty(),
                status,
                AxlJournal.masked(in.body())));
    }
}
