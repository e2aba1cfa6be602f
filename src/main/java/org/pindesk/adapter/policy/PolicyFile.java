package org.pindesk.adapter.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Policy;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy file while the program runs. A changed file holds once it was read twice with the same content and the directory knows the
 * groups that it names, so that neither half a file nor a misspelt group ever decides; a broken one changes nothing, and what is wrong with
 * it is logged once. Thread-safe.
 */
public final class PolicyFile implements Supplier<Policy> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

    private final Path path;
    private final Set<String> chats;
    private volatile Policy inForce;
    private volatile @Nullable Policy next;
    private volatile List<String> faults = List.of();
    private byte[] seen;

    private PolicyFile(Path path, Set<String> chats, byte[] seen, Policy first) {
        this.path = path;
        this.chats = Set.copyOf(chats);
        this.seen = seen;
        this.inForce = first;
    }

    /**
     * A policy that took the place of another.
     *
     * @param digest of the new one
     * @param before of the one that held until then
     */
    public record Loaded(String digest, String before) {}

    /**
     * Opens a file that is without fault; throws {@link PindeskException} {@code CONFIGURATION} with all of them otherwise.
     *
     * @param chats names of the chat platforms that there are
     */
    public static PolicyFile open(Path path, Set<String> chats) {
        byte[] bytes = bytes(path);
        PolicyText.Reading reading = read(bytes, chats);
        Policy policy = reading.policy();
        if (policy == null) {
            StringBuilder text = new StringBuilder(path + " cannot be used");
            reading.faults().forEach(fault -> text.append("\n  ").append(fault));
            throw new PindeskException(Problem.CONFIGURATION, text.toString());
        }
        return new PolicyFile(path, chats, bytes, policy);
    }

    /** What is wrong with a file, all at once; empty when nothing is. A file that cannot be read is a fault too. */
    public static List<PolicyFault> check(Path path, Set<String> chats) {
        try {
            return read(bytes(path), chats).faults();
        } catch (PindeskException e) {
            return List.of(new PolicyFault(1, 1, String.valueOf(e.getMessage()), "check its path and its rights"));
        }
    }

    /** The policy that holds now. */
    @Override
    public Policy get() {
        return inForce;
    }

    /** What the directory has to look at: what the policy that holds asks about, and what the one that comes will. */
    public Set<String> watched(Function<Policy, Set<String>> what) {
        Set<String> all = new TreeSet<>(what.apply(inForce));
        Policy coming = next;
        if (coming != null) {
            all.addAll(what.apply(coming));
        }
        return all;
    }

    /** What is wrong with the file as it stands, so that an earlier one still holds; empty when it is the one that holds. */
    public List<String> faults() {
        return faults;
    }

    /**
     * Looks at the file.
     *
     * @param groupFaults what is wrong with groups by their distinguished names; throws {@link BackendException} when nobody can tell, and
     *     then the new policy waits
     * @return what was loaded now; empty as long as nothing was
     */
    public synchronized Optional<Loaded> look(Function<Set<String>, List<String>> groupFaults) {
        byte[] bytes;
        try {
            bytes = bytes(path);
        } catch (PindeskException e) {
            next = null;
            seen = new byte[0];
            complain(List.of(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        if (!Arrays.equals(bytes, seen)) {
            seen = bytes;
            changed(read(bytes, chats));
            return Optional.empty();
        }
        Policy coming = next;
        if (coming == null) {
            return Optional.empty();
        }
        try {
            List<String> wrong = groupFaults.apply(coming.watched());
            if (!wrong.isEmpty()) {
                next = null;
                complain(wrong);
                return Optional.empty();
            }
        } catch (BackendException e) {
            complain(List.of("the groups of the new policy could not be looked at yet: " + e.getMessage()));
            return Optional.empty();
        }
        Loaded loaded = new Loaded(coming.digest(), inForce.digest());
        inForce = coming;
        next = null;
        faults = List.of();
        LOG.info("policy {}: loaded {}, before {}", path, coming.shortDigest(), loaded.before());
        return loaded.digest().equals(loaded.before()) ? Optional.empty() : Optional.of(loaded);
    }

    private void changed(PolicyText.Reading reading) {
        next = reading.policy();
        if (reading.policy() == null) {
            complain(reading.faults().stream().map(PolicyFault::toString).toList());
        }
    }

    private void complain(List<String> wrong) {
        if (!wrong.equals(faults)) {
            wrong.forEach(
                    each -> LOG.error("policy {}: {}; the policy {} still holds", path, each, inForce.shortDigest()));
        }
        faults = List.copyOf(wrong);
    }

    private static PolicyText.Reading read(byte[] bytes, Set<String> chats) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return PolicyText.read(text, chats);
        } catch (CharacterCodingException e) {
            return new PolicyText.Reading(
                    null, List.of(new PolicyFault(1, 1, "the file is not text in UTF-8", "save it as UTF-8")));
        }
    }

    private static byte[] bytes(Path path) {
        try {
            if (Files.size(path) > 4L * PolicyText.LONGEST) {
                throw new PindeskException(Problem.CONFIGURATION, path + " is far too large for a policy");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new PindeskException(Problem.CONFIGURATION, path + " cannot be read", e);
        }
    }
}
