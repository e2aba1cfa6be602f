package org.pindesk.demo.cucm;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.cucm.HttpExchange.In;
import org.pindesk.demo.cucm.HttpExchange.Out;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** AXL's rules of transport (AXL Developer Guide), in front of the operations: address, method, sign-in, session, version, role, throttle. */
final class AxlEndpoint {
    private static final String PATH = "/axl/";
    private static final Pattern ACTION = Pattern.compile("\"?CUCM:DB ver=(\\S+) (\\w+)\"?");
    /** doAuthenticateUser counts as a write, since it counts failed sign-ins; no source says what a read-only account gets there. */
    private static final Set<String> WRITES = Set.of("updateUser", "updateUserGroup", "doAuthenticateUser");
    /** Those that change something, and are throttled or dropped after. */
    private static final Set<String> CHANGES = Set.of("updateUser", "updateUserGroup");

    private final AxlOperations operations;
    private final ServiceAccounts accounts;
    private final AxlJournal journal;
    private final SchemaOracle oracle;
    private final AtomicInteger throttleSum = new AtomicInteger();

    AxlEndpoint(AxlOperations operations, ServiceAccounts accounts, AxlJournal journal, SchemaOracle oracle) {
        this.operations = operations;
        this.accounts = accounts;
        this.journal = journal;
        this.oracle = oracle;
    }

    /** Notes a request that gets no answer and is not executed. */
    void ignore(In in) {
        note(in, "", 0);
    }

    /**
     * @param shape null = as the version has it
     */
    Out answer(In in, Fault fault, Quirk quirk, Release release, @Nullable FaultShape shape) {
        if (!in.path().equals(PATH)) {
            return noted(in, "", Out.page(404, "HTTP Status 404 - Not Found"));
        }
        if (!in.method().equals("POST")) {
            return noted(in, "", Out.page(405, "HTTP Status 405 - Method Not Allowed"));
        }
        boolean session = in.authorization().isEmpty() && !in.cookie().isEmpty();
        Optional<String> account = session
                ? accounts.bySession(in.cookie())
                : fault.is(Fault.Kind.WRONG_PASSWORD) ? Optional.empty() : accounts.byPassword(in.authorization());
        if (account.isEmpty()) {
            return noted(in, "", session ? Out.page(404, "HTTP Status 404 - Not Found") : unauthorized());
        }
        Out out = before(quirk).orElseGet(() -> message(in, account.get(), fault, quirk, release, shape));
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

    private Out message(In in, String account, Fault fault, Quirk quirk, Release release, @Nullable FaultShape shape) {
        Matcher action = ACTION.matcher(in.soapAction());
        if (!action.matches() || !release.speaks(action.group(1))) {
            return unsupported();
        }
        String version = action.group(1);
        String operation = action.group(2);
        AxlMessages messages = new AxlMessages(version, shape);
        Out out;
        try {
            if (quirk == Quirk.FAULT) {
                throw new AxlRefusal(Cluster.UNDOCUMENTED, "The operation is not known");
            }
            Element message = readable(in, version, operation);
            Optional<String> violation = oracle.violation(version, "request " + operation, in.bytes());
            if (violation.isPresent()) {
                return Out.plain(500, violation.get());
            }
            if (WRITES.contains(operation) && !accounts.mayWrite(account)) {
                return unauthorized();
            }
            if (CHANGES.contains(operation) && throttled(fault)) {
                return Out.page(503, "HTTP Status 503 - Service Unavailable");
            }
            out = Out.xml(200, operations.execute(operation, version, message, fault, messages));
            out = CHANGES.contains(operation) ? out.written() : out;
        } catch (AxlRefusal e) {
            out = Out.xml(500, messages.fault(operation, e));
        }
        if (out.status() == 500 && (shape == null ? FaultShape.of(version) : shape) == FaultShape.OLD) {
            return out;
        }
        Optional<String> violation = oracle.violation(version, "answer to " + operation, out.bytes());
        return violation.isPresent() ? Out.plain(500, violation.get()) : out;
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

    /** Evenly: of a hundred writes in a row, exactly as many as the fault says. */
    private boolean throttled(Fault fault) {
        if (!fault.is(Fault.Kind.THROTTLE)) {
            return false;
        }
        int before = throttleSum.getAndUpdate(sum -> (sum + fault.percent()) % 100);
        return before + fault.percent() >= 100;
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
        Matcher action = ACTION.matcher(in.soapAction());
        boolean known = action.matches();
        journal.add(new Received(
                known ? action.group(2) : "",
                known ? action.group(1) : "",
                account,
                in.authorization().isEmpty() && !in.cookie().isEmpty(),
                status,
                AxlJournal.masked(in.body())));
    }
}
