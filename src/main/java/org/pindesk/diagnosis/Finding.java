package org.pindesk.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cause that was found, with what its texts need.
 *
 * @param cause what it is
 * @param system id of the telephone system that it was found on; null for the directory and for what belongs to none
 * @param args what {@link Cause} names for it, in this order: only {@code String}, {@code Integer} and {@code Instant}, to be formatted for
 *     the reader; {@link #NOT_SHOWN} where a value was not shown
 * @param blocking whether it keeps the person from signing in at the place in question; findings that do not are worth mending too
 * @param fixes what mends it, the least change first; empty when somebody else must act
 */
public record Finding(Cause cause, @Nullable String system, List<Object> args, boolean blocking, List<Fix> fixes) {
    /** Stands for a value that was not shown; only texts for operators may come upon it in a sentence's middle. */
    public static final String NOT_SHOWN = "–";

    public Finding {
        args = List.copyOf(args);
        fixes = List.copyOf(fixes);
        for (Object arg : args) {
            if (!(arg instanceof String || arg instanceof Integer || arg instanceof Instant)) {
                throw new IllegalArgumentException(cause + " has an argument of " + arg.getClass());
            }
        }
    }

    /** A finding of the directory, or of no system. */
    public static Finding of(Cause cause, boolean blocking, Object... args) {
        return new Finding(cause, null, List.of(args), blocking, List.of());
    }

    /** A finding of a telephone system. */
    public static Finding at(SystemEvidence system, Cause cause, boolean blocking, Object... args) {
        return new Finding(cause, system.id(), List.of(args), blocking, List.of());
    }

    /** The value, or {@link #NOT_SHOWN}. */
    public static Object shown(@Nullable Object value) {
        return value == null ? NOT_SHOWN : value;
    }

    /** The same, mended by this. */
    public Finding mendedBy(Fix... how) {
        return new Finding(cause, system, args, blocking, List.of(how));
    }

    /** The same with one more fix at the end, unless it is there already. */
    Finding alsoMendedBy(Fix how) {
        if (fixes.contains(how)) {
            return this;
        }
        List<Fix> more = new ArrayList<>(fixes);
        more.add(how);
        return new Finding(cause, system, args, blocking, more);
    }

    /** The same without these fixes. */
    Finding notMendedBy(Set<Fix> useless) {
        return new Finding(
                cause,
                system,
                args,
                blocking,
                fixes.stream().filter(fix -> !useless.contains(fix)).toList());
    }

    /** As it stands in stored rows: {@code pin-locked@hq}, {@code account-disabled}. */
    public String word() {
        return system == null ? cause.word() : cause.word() + "@" + system;
    }
}
