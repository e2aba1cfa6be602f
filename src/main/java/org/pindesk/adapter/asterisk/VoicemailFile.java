package org.pindesk.adapter.asterisk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * {@code voicemail.conf} as Asterisk reads it, and what app_voicemail holds in memory. Read anew each time, since it is every PIN in
 * clear.
 */
final class VoicemailFile {
    static final String FILE = "voicemail.conf";
    static final String GENERAL = "general";

    private final List<String> general;
    private final List<Mailbox> mailboxes;

    private VoicemailFile(List<String> general, List<Mailbox> mailboxes) {
        this.general = general;
        this.mailboxes = mailboxes;
    }

    /**
     * Two questions.
     *
     * @throws BackendException also {@link Problem#REFUSED} when the configured context is not there
     */
    static VoicemailFile read(AmiSession session, AsteriskSettings settings) {
        List<String> general = category(session, GENERAL).values("Line-");
        AmiAnswer context = category(session, settings.context());
        if (!context.values("Category-").contains(settings.context())) {
            throw new BackendException(
                    Problem.REFUSED,
                    settings.id(),
                    FILE + " has no context " + settings.context() + "; the key is PBX_"
                            + settings.id().toUpperCase(Locale.ROOT) + "_CONTEXT");
        }
        return new VoicemailFile(
                general, context.values("Line-").stream().map(Mailbox::of).toList());
    }

    /** [general] alone. */
    static VoicemailFile readGeneral(AmiSession session) {
        return new VoicemailFile(category(session, GENERAL).values("Line-"), List.of());
    }

    private static AmiAnswer category(AmiSession session, String name) {
        return session.need("GetConfig", Map.of("Filename", FILE, "Category", name));
    }

    List<Mailbox> mailboxes() {
        return mailboxes;
    }

    /** Those of exactly this number: more than one only where somebody made a mistake. */
    List<Mailbox> of(String number) {
        return mailboxes.stream().filter(box -> box.number().equals(number)).toList();
    }

    /** The longest that any line asks for; 0 where none does, as Asterisk has it. */
    int shortestPin() {
        return settings("minpassword")
                .filter(value -> value.matches("[0-9]{1,3}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    /** Whether a program of the operator's judges PINs that are chosen by telephone. */
    boolean judged() {
        return settings("externpasscheck").findAny().isPresent();
    }

    /** Why a PIN written into the file would not be the mailbox's, or not everywhere; empty where nothing speaks against it. */
    Optional<String> keptElsewhere(Mailbox box) {
        if (box.keptInSpool() || settings("passwordlocation").anyMatch("spooldir"::equalsIgnoreCase)) {
            return Optional.of("PINs are kept in the spool directory (passwordlocation=spooldir), where Pindesk cannot"
                    + " set them");
        }
        return Stream.of("externpass", "externpassnotify")
                .filter(name -> settings(name).findAny().isPresent())
                .findFirst()
                .map(name -> "PINs are kept by another program too (" + name + "), which would not be told");
    }

    private Stream<String> settings(String name) {
        return general.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).strip())
                .filter(value -> !value.isEmpty());
    }

    /**
     * Whether app_voicemail knows the mailbox.
     *
     * @throws BackendException also {@link Problem#REFUSED} when there is no app_voicemail
     */
    static boolean live(AmiSession session, AsteriskSettings settings, String number) {
        String exists = info(session, settings, number, "exists");
        if (exists.isEmpty()) {
            throw new BackendException(
                    Problem.REFUSED,
                    settings.id(),
                    "app_voicemail is not loaded, or too old to be asked (VM_INFO has no answer)");
        }
        return exists.equals("1");
    }

    /** The PIN that app_voicemail compares with; empty where it asks for none. */
    static Optional<Secret> livePin(AmiSession session, AsteriskSettings settings, String number) {
        return Optional.ofNullable(Mailbox.pin(info(session, settings, number, "password")));
    }

    private static String info(AmiSession session, AsteriskSettings settings, String number, String what) {
        String variable = "VM_INFO(" + number + "@" + settings.context() + "," + what + ")";
        return session.need("Getvar", Map.of("Variable", variable))
                .field("Value")
                .orElseThrow(
                        () -> new BackendException(Problem.GARBLED, settings.id(), "Getvar: the answer has no value"));
    }
}
