package org.pindesk.demo.cucm;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.tls.ServerCertificate;

/** Opens the simulator's package-private ways of misbehaving to tests of other packages. */
public final class BrokenCucm {
    private BrokenCucm() {}

    /** A quirk by name, see {@link Quirk}. */
    public static void answers(CucmSimulator simulator, String quirk) {
        simulator.breakAnswers(Quirk.valueOf(quirk));
    }

    /** A quirk of one operation alone. */
    public static void answers(CucmSimulator simulator, String quirk, String operation) {
        simulator.breakAnswers(Quirk.valueOf(quirk), operation);
    }

    /** The names of all of them; NONE ends every one. */
    public static Set<String> all() {
        return Arrays.stream(Quirk.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    /** A password that an answer about LDAP holds and nobody has to see. */
    public static String bindPassword() {
        return LdapUse.BIND_PASSWORD;
    }

    /** A fault shape by name, see {@link FaultShape}. */
    public static void faults(CucmSimulator simulator, String shape) {
        simulator.shapeFaults(FaultShape.valueOf(shape));
    }

    /** Leaves a table of the database with these columns alone. */
    public static void columns(CucmSimulator simulator, String table, String... columns) {
        simulator.columns(table, List.of(columns));
    }

    public static CucmSimulator certifiedForAnotherHost() {
        return new CucmSimulator(
                Clock.systemUTC(), Company.people(), ServerCertificate.forHost("cucm.beispiel.example"));
    }

    public static CucmSimulator certifiedLongAgo() {
        return new CucmSimulator(Clock.systemUTC(), Company.people(), ServerCertificate.expired());
    }
}
