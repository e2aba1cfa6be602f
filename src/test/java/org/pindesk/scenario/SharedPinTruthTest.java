package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Staff;

/**
 * One new PIN for telephone and voicemail while either system misbehaves, with PIN synchronisation and without, offered and of one's own:
 * what the owner and who offered read is what both accept afterwards, and "I do not know" is told only where the table says so.
 */
@Timeout(120)
class SharedPinTruthTest {
    /** Which PIN a place has, as told or as found. */
    private enum Pin {
        NEW,
        OLD,
        UNKNOWN;

        boolean covers(Pin found) {
            return this == UNKNOWN || this == found;
        }
    }

    private record Told(Pin phone, Pin voicemail) {
        @Override
        public String toString() {
            return phone + "/" + voicemail;
        }
    }

    /** Words of texts and what they say; the first that stand in a text decide. */
    private static final List<Map.Entry<String, Told>> WITHOUT_A_PIN =
            List.of(Map.entry("othing was changed", new Told(Pin.OLD, Pin.OLD)));

    private static final List<Map.Entry<String, Pin>> OWNER_OF_PHONE = List.of(
            Map.entry("Your telephone keeps its old PIN", Pin.OLD),
            Map.entry("I have tested it: it signs in", Pin.NEW),
            Map.entry("I do not know whether Cisco telephones", Pin.UNKNOWN));

    private static final List<Map.Entry<String, Pin>> OWNER_OF_VOICEMAIL = List.of(
            Map.entry("The same PIN holds for your voicemail", Pin.NEW),
            Map.entry("has taken the new one all the same", Pin.NEW),
            Map.entry("your old voicemail PIN still counts", Pin.OLD),
            Map.entry("I do not know whether your voicemail", Pin.UNKNOWN),
            Map.entry("Whether your voicemail", Pin.UNKNOWN));

    private static final List<Map.Entry<String, Pin>> AGENT_OF_PHONE = List.of(
            Map.entry("the telephone keeps the old PIN", Pin.OLD),
            Map.entry("It was tested and signs in", Pin.NEW),
            Map.entry("there is no clear sign", Pin.UNKNOWN));

    private static final List<Map.Entry<String, Pin>> AGENT_OF_VOICEMAIL = List.of(
            Map.entry("It holds for voicemail", Pin.NEW),
            Map.entry("has taken the new one all the same", Pin.NEW),
            Map.entry("there the old PIN still counts", Pin.OLD),
            Map.entry("is not known", Pin.UNKNOWN));

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "cucm,  up,               NEW/NEW,  NEW/NEW",
        "cucm,  down,             OLD/OLD,  OLD/OLD",
        "cucm,  drop-after-write, NEW/NEW,  NEW/NEW",
        "cucm,  lie,              UNKNOWN/NEW, UNKNOWN/NEW",
        "cucm,  refuse trivial,   OLD/OLD,  OLD/OLD",
        "cucm,  wrong-password,   OLD/OLD,  OLD/OLD",
        "unity, down,             OLD/OLD,  NEW/OLD",
        "unity, drop-after-write, NEW/NEW,  NEW/NEW",
        "unity, lie,              NEW/UNKNOWN, NEW/UNKNOWN",
        "unity, refuse trivial,   OLD/OLD,  NEW/OLD",
        "unity, wrong-password,   NEW/UNKNOWN, NEW/UNKNOWN",
    })
    void whatIsToldIsWhatHolds(String system, String fault, String withSync, String withoutSync) throws Exception {
        toldIsWhatHolds(system, fault, withSync, withoutSync);
    }

    /** Each of these waits for the deadlines of several calls. */
    @ParameterizedTest(name = "{0} {1}")
    @Tag("faults")
    @CsvSource({
        "cucm,  hang,             OLD/OLD,  OLD/OLD",
        "cucm,  throttle 100%,    OLD/OLD,  OLD/OLD",
        "unity, hang,             OLD/OLD,  NEW/OLD",
        "unity, throttle 100%,    OLD/OLD,  NEW/OLD",
    })
    void whatIsToldIsWhatHoldsAfterLongWaiting(String system, String fault, String withSync, String withoutSync)
            throws Exception {
        toldIsWhatHolds(system, fault, withSync, withoutSync);
    }

    private static void toldIsWhatHolds(String system, String fault, String withSync, String withoutSync)
            throws Exception {
        Fault how = Fault.parse(fault).orElseThrow();
        SoftAssertions all = new SoftAssertions();
        try (Desk desk = Desk.crowdWithVoicemail(4)) {
            desk.as("hana").types("/pin reset @p001 reason:lost");
            desk.as("hana").types("/pin reset @p003 reason:lost");
            if (system.equals("cucm")) {
                desk.cucm.misbehave(how);
            } else {
                desk.unity.misbehave(how);
            }
            desk.as("p001").presses("Get my new PIN");
            desk.as("p002").types("/pin reset");
            desk.unity.sync(false);
            desk.as("p003").presses("Get my new PIN");
            desk.as("p004").types("/pin reset");

            desk.cucm.misbehave(Fault.UP);
            desk.unity.misbehave(Fault.UP);
            check(all, desk, "p001", withSync, true);
            check(all, desk, "p002", withSync, false);
            check(all, desk, "p003", withoutSync, true);
            check(all, desk, "p004", withoutSync, false);
        }
        all.assertAll();
    }

    private static void check(SoftAssertions all, Desk desk, String who, String expected, boolean offered) {
        String pin = pinOf(desk, who);
        Pin phone = held(desk.phone(who, Company.START_PIN), pin == null ? "none" : desk.phone(who, pin));
        Pin voicemail = held(
                desk.unity.voicemail(who, Company.START_PIN), pin == null ? "none" : desk.unity.voicemail(who, pin));
        Told owner = ownerWasTold(desk, who);
        all.assertThat(owner.toString()).as("told to %s", who).isEqualTo(expected);
        all.assertThat(owner.phone().covers(phone))
                .as("%s is told %s of the telephone, which has %s", who, owner.phone(), phone)
                .isTrue();
        all.assertThat(owner.voicemail().covers(voicemail))
                .as("%s is told %s of voicemail, which has %s", who, owner.voicemail(), voicemail)
                .isTrue();
        if (offered) {
            all.assertThat(agentWasTold(desk, who))
                    .as("told to hana of %s", who)
                    .isEqualTo(owner);
        }
    }

    private static @Nullable String pinOf(Desk desk, String who) {
        List<String> secrets = desk.as(who).secrets();
        assertThat(secrets.size()).as("secrets shown to %s", who).isLessThan(2);
        return secrets.isEmpty() ? null : secrets.get(0);
    }

    private static Pin held(String withOld, String withNew) {
        boolean old = withOld.equals("signed in");
        assertThat(old)
                .as("either the old PIN signs in, or the one that was shown")
                .isNotEqualTo(withNew.equals("signed in"));
        return old ? Pin.OLD : Pin.NEW;
    }

    private static Told ownerWasTold(Desk desk, String who) {
        List<Shown> seen = desk.as(who).sees();
        List<String> texts = seen.stream()
                .filter(shown -> shown.secret() != null)
                .map(Shown::text)
                .toList();
        if (texts.isEmpty()) {
            String last = seen.get(seen.size() - 1).text();
            return read(WITHOUT_A_PIN, last);
        }
        String text = texts.get(texts.size() - 1);
        return new Told(read(OWNER_OF_PHONE, text), read(OWNER_OF_VOICEMAIL, text));
    }

    private static Told agentWasTold(Desk desk, String who) {
        String name = Staff.of(4).find(who).orElseThrow().fullName();
        List<String> texts = desk.as("hana").sees().stream()
                .filter(shown -> shown.outcome() != null)
                .map(Shown::text)
                .filter(text -> text.contains(name))
                .toList();
        assertThat(texts).as("notices to hana of %s", who).isNotEmpty();
        String text = texts.get(texts.size() - 1);
        return text.contains("othing was changed") || text.contains("The old PIN works as before")
                ? new Told(Pin.OLD, Pin.OLD)
                : new Told(read(AGENT_OF_PHONE, text), read(AGENT_OF_VOICEMAIL, text));
    }

    private static <T> T read(List<Map.Entry<String, T>> words, String text) {
        return words.stream()
                .filter(each -> text.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of "
                        + words.stream().map(Map.Entry::getKey).collect(Collectors.joining(" | ")) + " in: " + text));
    }
}
