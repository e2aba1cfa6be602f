package org.pindesk.demo.ucware;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pindesk.demo.tls.ServerCertificate;

/** Opens the simulator's package-private ways of misbehaving to tests of other packages. */
public final class BrokenUcware {
    private BrokenUcware() {}

    /** A quirk by name, see {@link Quirk}. */
    public static void answers(UcwareSimulator simulator, String quirk) {
        simulator.breakAnswers(Quirk.valueOf(quirk), null);
    }

    /** A quirk of one method alone. */
    public static void answers(UcwareSimulator simulator, String quirk, String method) {
        simulator.breakAnswers(Quirk.valueOf(quirk), method);
    }

    /** The names of all of them; NONE ends every one. */
    public static Set<String> all() {
        return Arrays.stream(Quirk.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    /** A secret that every answer about a user holds and nobody has to see. */
    public static String barringPin() {
        return User.BARRING_PIN;
    }

    public static UcwareSimulator certifiedForAnotherHost(List<Subscriber> people) {
        return new UcwareSimulator(people, ServerCertificate.forHost("pbx.beispiel.example"));
    }
}
