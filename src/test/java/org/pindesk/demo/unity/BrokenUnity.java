package org.pindesk.demo.unity;

/** Opens the simulator's package-private ways of misbehaving to tests of other packages. */
public final class BrokenUnity {
    private BrokenUnity() {}

    /** A quirk by name, see {@link Quirk}. */
    public static void answers(UnitySimulator simulator, String quirk) {
        simulator.breakAnswers(Quirk.valueOf(quirk), "", "");
    }

    /** A quirk of one method and of paths with this end alone. */
    public static void answers(UnitySimulator simulator, String quirk, String method, String only) {
        simulator.breakAnswers(Quirk.valueOf(quirk), method, only);
    }
}
