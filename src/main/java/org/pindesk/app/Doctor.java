package org.pindesk.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pindesk.adapter.directory.LdapDirectory;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.ChecksAccess;
import org.pindesk.port.LongValues;
import org.pindesk.port.Pbx;
import org.pindesk.port.ResetsPin;

/** Tries each part as the bot would use it, reading only; one line for each, with the problem's own code and remedy. */
public final class Doctor {
    private boolean well = true;

    private Doctor() {}

    /** One trial; returns a remark when all is well. */
    private interface Trial {
        String run();
    }

    /**
     * @return whether everything is well
     * @throws ConfigException when the configuration itself is wrong
     */
    public static boolean examine(Map<String, String> environment, Clock clock, boolean json, PrintStream out) {
        Wiring wiring = Wiring.read(environment, clock);
        Report report = new Report(json, out);
        Doctor doctor = new Doctor();
        Deque<JdbcStore> opened = new ArrayDeque<>();
        doctor.attempt(report, "database", () -> {
            JdbcStore store = wiring.openStore(clock);
            opened.add(store);
            int foreign = store.tx(tx -> tx.vault().foreign());
            return foreign == 0 ? "opens, keys fit" : foreign + " sealed secrets of an unknown key";
        });
        try {
            // a password that was refused is not tried by the doctor either; without the database nobody can know
            AuthLatch latch =
                    opened.isEmpty() ? AuthLatch.NONE : opened.element().authLatch();
            doctor.examineSystems(wiring, clock, latch, report);
        } finally {
            opened.forEach(JdbcStore::close);
        }
        for (Chat chat : wiring.chats(LongValues.NONE)) {
            if (chat instanceof ChecksAccess checks) {
                doctor.attempt(report, chat.platform(), checks::check);
            }
            chat.close();
        }
        return doctor.well;
    }

    private void examineSystems(Wiring wiring, Clock clock, AuthLatch latch, Report report) {
        attempt(report, "directory", () -> {
            try (LdapDirectory directory = wiring.directory(clock, latch)) {
                directory.check();
                return "signs in, base and groups are there";
            }
        });
        wiring.policyFile()
                .ifPresent(file -> attempt(
                        report,
                        "policy",
                        () -> "policy file without fault, "
                                + file.get().rules().size() + " rules, digest "
                                + file.get().shortDigest()));
        for (Pbx pbx : wiring.systems(latch)) {
            attempt(report, pbx.id(), () -> {
                pbx.find(nobody());
                boolean writable = pbx instanceof ResetsPin resets && resets.writable();
                return writable ? "answers" : "answers; no write account, so read-only";
            });
            pbx.close();
        }
        SmtpMail mail = wiring.mail(clock, latch);
        attempt(report, SmtpMail.SYSTEM, mail::check);
        mail.close();
    }

    /** Somebody who is on no system: looking for them tries sign-in, rights and protocol. */
    private static Person nobody() {
        return new Person(
                new PersonId("doctor"),
                "pindesk-doctor-nobody",
                "pindesk-doctor-nobody@invalid.example",
                "Nobody",
                null,
                null,
                null,
                List.of(),
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }

    private void attempt(Report report, String part, Trial trial) {
        try {
            report.line(part, true, trial.run());
        } catch (PindeskException | ChatException e) {
            well = false;
            report.line(part, false, String.valueOf(e.getMessage()));
        }
    }

    private record Report(boolean json, PrintStream out) {
        private static final ObjectMapper JSON = new ObjectMapper();

        void line(String part, boolean well, String what) {
            if (json) {
                ObjectNode node = JSON.createObjectNode();
                node.put("part", part).put("ok", well).put("text", what);
                out.println(node);
            } else {
                out.println((well ? "ok      " : "PROBLEM ") + part + ": " + what);
            }
            out.flush();
        }
    }
}
