package org.pindesk.demo.unity;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens the simulator's package-private ways of misbehaving to tests of other packages. */
public final class BrokenUnity {
    private BrokenUnity() {}

    /** A quirk by name, see {@link Quirk}. */
    public static void answers(UnitySimulator simulator, String quirk) {
        simulator.breakAnswers(Quirk.valueOf(quirk), "", "");
    }

    /** The names of all of them; NONE ends every one. */
    public static Set<String> all() {
        return Arrays.stream(Quirk.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    /** A quirk of one method and of paths with this end alone. */
    public static void answers(UnitySimulator simulator, String quirk, String method, String only) {
        simulator.breakAnswers(Quirk.valueOf(quirk), method, only);
    }
}
