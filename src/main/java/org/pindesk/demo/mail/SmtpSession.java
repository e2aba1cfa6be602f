package org.pindesk.demo.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;

/**
 * One conversation by the rules of RFC 5321, 3207 and 4954: commands in their order, mail only over TLS and after the sign-in, only for
 * boxes of the own domain.
 */
final class SmtpSession {
    private static final int LAST_REPLY = 221;

    private final MailSimulator server;
    private final Wire wire;
    private final Fault fault;
    private final Quirk quirk;
    private boolean greeted;
    private boolean signedIn;
    private @Nullable String from;
    private @Nullable String to;

    SmtpSession(MailSimulator server, Wire wire, Fault fault, Quirk quirk) {
        this.server = server;
        this.wire = wire;
        this.fault = fault;
        this.quirk = quirk;
    }

    /** Until the client says goodbye or has gone, or the connection is cut. */
    void run() throws IOException {
        if (quirk == Quirk.IMPLICIT_TLS) {
            wire.protect(server.certificate());
        }
        if (fault.is(Fault.Kind.HANG)) {
            swallow();
        }
        if (quirk == Quirk.CUT_AT_GREETING) {
            return;
        }
        if (fault.is(Fault.Kind.SLOW) && !server.stays(fault.delay())) {
            return;
        }
        wire.say(greeting());
        boolean goesOn = true;
        while (goesOn) {
            String line = wire.line();
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            server.note(verb);
            goesOn = obey(verb, line);
        }
    }

    private String greeting() {
        return switch (quirk) {
            case NOT_SMTP -> "HTTP/1.1 400 Bad Request";
            case NO_SERVICE -> "554 5.3.2 No SMTP service here";
            default -> "220 mail.beispiel.example ESMTP";
        };
    }

    private boolean obey(String verb, String line) throws IOException {
        switch (verb) {
            case "EHLO":
                hello();
                return true;
            case "STARTTLS":
                startTls();
                return true;
            case "AUTH":
                return signIn(line);
            case "MAIL":
                sender(line);
                return true;
            case "RCPT":
                return recipient(line);
            case "DATA":
                return data();
            case "RSET":
                from = null;
                to = null;
                wire.say("250 2.0.0 Ok");
                return true;
            case "NOOP":
                wire.say("250 2.0.0 Ok");
                return true;
            case "QUIT":
                if (quirk == Quirk.NO_GOODBYE) {
                    swallow();
                }
                wire.say(LAST_REPLY + " 2.0.0 Bye");
                return false;
            default:
                wire.say("502 5.5.2 Command not recognized");
                return true;
        }
    }

    private void hello() throws IOException {
        greeted = true;
        wire.say("250-mail.beispiel.example");
        if (!wire.secure() && quirk != Quirk.NO_STARTTLS) {
            wire.say("250-STARTTLS");
        }
        if (wire.secure() && quirk != Quirk.NO_AUTH) {
            wire.say(quirk == Quirk.FOREIGN_AUTH ? "250-AUTH GSSAPI" : "250-AUTH PLAIN LOGIN");
        }
        wire.say("250-ENHANCEDSTATUSCODES");
        wire.say("250 8BITMIME");
    }

    private void startTls() throws IOException {
        if (quirk == Quirk.STARTTLS_REFUSED || wire.secure()) {
            wire.say("502 5.5.1 TLS not available");
            return;
        }
        wire.say("220 2.0.0 Ready to start TLS");
        wire.protect(server.certificate());
        greeted = false;
    }

    private boolean signIn(String line) throws IOException {
        if (!wire.secure()) {
            wire.say("538 5.7.11 Encryption required for requested authentication mechanism");
            return true;
        }
        String[] words = line.split(" ");
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        if (!mechanism.equals("PLAIN") && !mechanism.equals("LOGIN")) {
            wire.say("504 5.5.4 Unrecognized authentication type");
            return true;
        }
        boolean right;
        if (mechanism.equals("PLAIN")) {
            String[] parts =
                    decoded(words.length > 2 ? words[2] : asked("334 ")).split("\0", -1);
            right = parts.length == 3 && server.knows(parts[1], parts[2]);
        } else {
            String user = decoded(words.length > 2 ? words[2] : asked("334 VXNlcm5hbWU6"));
            right = server.knows(user, decoded(asked("334 UGFzc3dvcmQ6")));
        }
        if (quirk == Quirk.AUTH_LATER) {
            wire.say("454 4.7.0 Temporary authentication failure");
            return true;
        }
        signedIn = right && !fault.is(Fault.Kind.WRONG_PASSWORD);
        server.signedIn(signedIn);
        wire.say(signedIn ? "235 2.7.0 Authentication successful" : "535 5.7.8 Authentication credentials invalid");
        return true;
    }

    private String asked(String question) throws IOException {
        wire.say(question);
        return wire.line();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void sender(String line) throws IOException {
        if (!greeted || from != null) {
            wire.say("503 5.5.1 Bad sequence of commands");
        } else if (!wire.secure() && quirk != Quirk.NO_STARTTLS) {
            wire.say("530 5.7.0 Must issue a STARTTLS command first");
        } else if (!signedIn && quirk != Quirk.NO_AUTH && quirk != Quirk.NO_STARTTLS) {
            wire.say("530 5.7.0 Authentication required");
        } else if (fault.is(Fault.Kind.THROTTLE) && server.chance(fault.percent())) {
            wire.say("451 4.3.2 Too much mail, try again later");
        } else if (quirk == Quirk.SENDER_REFUSED) {
            wire.say("553 5.7.1 " + address(line) + ": Sender address rejected: not owned by user");
        } else {
            from = address(line);
            wire.say("250 2.1.0 Ok");
        }
    }

    private boolean recipient(String line) throws IOException {
        if (quirk == Quirk.CUT_AT_RECIPIENT) {
            return false;
        }
        String address = address(line);
        if (from == null || to != null) {
            wire.say("503 5.5.1 Bad sequence of commands");
        } else if (fault.is(Fault.Kind.REFUSE_TRIVIAL)) {
            wire.say("550 5.1.1 <" + address + ">: Recipient address rejected");
        } else if (quirk == Quirk.RELAY_REFUSED || !server.boxes().isLocal(address)) {
            wire.say("550 5.7.1 <" + address + ">: Relay access denied");
        } else if (!server.boxes().has(address)) {
            wire.say("550 5.1.1 <" + address + ">: User unknown");
        } else {
            to = address;
            wire.say("250 2.1.5 Ok");
        }
        return true;
    }

    private boolean data() throws IOException {
        String sender = from;
        String recipient = to;
        if (sender == null || recipient == null) {
            wire.say("503 5.5.1 Bad sequence of commands");
            return true;
        }
        if (quirk == Quirk.CUT_AT_DATA) {
            return false;
        }
        wire.say("354 End data with <CR><LF>.<CR><LF>");
        if (quirk == Quirk.CUT_IN_CONTENT) {
            wire.line();
            return false;
        }
        byte[] mail = wire.mail();
        from = null;
        to = null;
        if (quirk == Quirk.CONTENT_REFUSED) {
            String repeated = new String(mail, StandardCharsets.UTF_8).replaceAll("=\\r\\n|\\s+", "");
            int link = repeated.indexOf("/p/");
            wire.say(
                    "554 5.7.1 Spam: " + repeated.substring(Math.max(0, link), Math.min(repeated.length(), link + 90)));
            return true;
        }
        if (!fault.is(Fault.Kind.LIE)) {
            server.boxes().put(new ReceivedMail(sender, recipient, mail));
        }
        if (quirk == Quirk.SILENT_AFTER_CONTENT) {
            swallow();
        }
        if (fault.is(Fault.Kind.DROP_AFTER_WRITE)) {
            return false;
        }
        wire.say("250 2.0.0 Ok: queued");
        return true;
    }

    /** Reads and never answers, until the client goes or the server's state changes. */
    private void swallow() throws IOException {
        while (true) {
            wire.line();
        }
    }

    private static String address(String line) {
        int open = line.indexOf('<');
        int close = line.indexOf('>', open + 1);
        return open < 0 || close < 0 ? "" : line.substring(open + 1, close);
    }
}
