package org.pindesk.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.wording.Texts;

/** Every cause has its words, and findings carry what the words need. */
class CauseTextsTest {
    private static final List<String> KINDS = List.of("self", "self-next", "other", "other-next");
    private static final Pattern JARGON = Pattern.compile(
            "(?i)\\b(ldap|attribut\\w*|samaccountname|bind|dn|domain controller|domänen\\w*|dc\\d|ppolicy|kerberos|axl"
                    + "|cluster|protected users|privileged group|ou)\\b");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyCauseHasItsTextsAndItsArgumentsSuffice(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        Map<Cause, Finding> samples = samples();
        for (Cause cause : Cause.values()) {
            Finding finding = Objects.requireNonNull(samples.get(cause), cause::word);
            for (String kind : KINDS) {
                String text = say(texts, finding, kind);
                assertThat(text)
                        .as("%s %s", cause, kind)
                        .doesNotContain("{", "}")
                        .matches("(?s).*([.:!?]|/pin reset)$");
                if (kind.startsWith("self")) {
                    assertThat(JARGON.matcher(text).find())
                            .as("jargon in: %s", text)
                            .isFalse();
                    assertThat(text).as("%s speaks to the person", cause).doesNotContain("Bob Berger");
                }
            }
            assertThat(say(texts, finding, "other")).contains(names(cause));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyCauseSaysItsSystemOrNone(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        samples().values().forEach(finding -> {
            if (finding.system() == null) {
                for (String kind : KINDS) {
                    // a text with a system's label would show a hole
                    assertThat(texts.say("cause." + finding.cause().word() + "." + kind, arguments(finding, "HOLE")))
                            .doesNotContain("HOLE");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void whatIsForOperatorsStaysWithThem(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        Map<Cause, Finding> samples = samples();
        for (Cause cause : List.of(
                Cause.ACCOUNT_DOUBTFUL,
                Cause.BARRED_ACCOUNT,
                Cause.SERVER_SILENT,
                Cause.LOCK_DIFFERS,
                Cause.PASSWORD_DIFFERS,
                Cause.OUTSIDE_DIRECTORY_BASE,
                Cause.PORTAL_GROUP_CARRIES_MORE)) {
            Finding finding = Objects.requireNonNull(samples.get(cause), cause::word);
            for (Object arg : finding.args()) {
                assertThat(say(texts, finding, "self") + say(texts, finding, "self-next"))
                        .doesNotContain(arg.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everySecretAndPlaceHasItsWords(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        for (LoginPlace place : LoginPlace.values()) {
            assertThat(texts.say("place." + place.word()).length()).isBetween(1, 75);
            for (SecretName secret : SecretName.values()) {
                String where = texts.say("place." + place.word() + ".at");
                assertThat(texts.say("signin." + secret.word() + ".self", where, "bob", "Bob Berger"))
                        .contains(where, "bob");
                assertThat(texts.say("signin." + secret.word() + ".other", where, "bob", "Bob Berger"))
                        .contains(where, "bob", "Bob Berger");
            }
        }
        assertThat(texts.say("signin.at-url", "https://x.test")).endsWith(" https://x.test");
    }

    /** Where the words need no name they may leave it out. */
    private static String names(Cause cause) {
        return switch (cause) {
            case PHONE_SERVICE_DOWN, CLOCK_SKEW, LOCK_DIFFERS -> "";
            default -> "Bob Berger";
        };
    }

    static String say(Texts texts, Finding finding, String kind) {
        String label = finding.system() == null ? "" : "Head office telephones";
        return texts.say("cause." + finding.cause().word() + "." + kind, arguments(finding, label));
    }

    private static Object[] arguments(Finding finding, String label) {
        List<Object> arguments = new ArrayList<>(List.of("Bob Berger", label));
        finding.args().forEach(arg -> arguments.add(arg instanceof Instant ? "11/23/26 10:15" : arg));
        return arguments.toArray();
    }

    /** A real finding of each cause. */
    private static Map<Cause, Finding> samples() {
        Map<Cause, Finding> samples = new EnumMap<>(Cause.class);
        DiagnosisTest.states().forEach(state -> {
            Somebody somebody = new Somebody();
            if (state.facet().equals("self-change")) {
                somebody.passwordState = DirectoryEvidence.Password.State.EXPIRED;
            }
            state.spoil().accept(somebody);
            collect(samples, somebody);
        });
        collect(samples, new Somebody());
        Somebody silent = new Somebody();
        silent.directorySeen = false;
        silent.directorySilent = "PD-102";
        collect(samples, silent);
        Somebody own = new Somebody();
        own.home = TelephoneEvidence.PasswordHome.OWN;
        collect(samples, own);
        Somebody openLdap = new Somebody();
        openLdap.kind = DirectoryEvidence.Kind.OPENLDAP;
        collect(samples, openLdap);
        Somebody blind = new Somebody();
        blind.pin.lock = CredentialState.Lock.UNSEEN;
        collect(samples, blind);
        for (String code : List.of("23", "201")) {
            Somebody refused = new Somebody();
            refused.code = code;
            collect(samples, refused);
        }
        return samples;
    }

    private static void collect(Map<Cause, Finding> samples, Somebody somebody) {
        for (LoginPlace place : DiagnosisTest.places()) {
            Verdict verdict = Diagnosis.of(somebody.at(place));
            verdict.findings().forEach(finding -> samples.put(finding.cause(), finding));
            verdict.notes().forEach(finding -> samples.put(finding.cause(), finding));
        }
    }
}
