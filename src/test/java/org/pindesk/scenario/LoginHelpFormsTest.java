package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.slf4j.LoggerFactory;

/** How a sign-in is asked about: the form, the buttons in its place, and whom one may ask about. */
class LoginHelpFormsTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void withoutAPlaceAFormAsksAndItsWordsAreOptional() {
        desk.as("lotte").types("/login-help");
        Shown form = desk.as("lotte").sees().stream()
                .filter(shown -> shown.via() == Shown.Via.MODAL)
                .findFirst()
                .orElseThrow();
        assertThat(form.fields()).containsExactly("Where", "What it said");
        assertThat(form.text()).contains("Never type a PIN");
        assertThat(desk.slack.submit("lotte")).as("a place has to be chosen").contains("Where");
        desk.as("lotte").fills("Where", "Desk phone").submits();
        assertThat(desk.as("lotte").seesLast().text()).contains("Your PIN on Cisco telephones is locked");
        assertThat(desk.as("lotte").seesLast().via()).isEqualTo(Shown.Via.MODAL);

        desk.as("bob")
                .types("/login-help")
                .fills("Where", "Desk phone")
                .fills("What it said", "[209] Change PIN")
                .submits();
        assertThat(desk.as("bob").seesLast().text()).contains("The phone says that your PIN has to be changed first");
    }

    @Test
    void aClosedFormIsNothing() throws Exception {
        desk.as("bob").types("/login-help").presses("Close");
        assertThat(desk.audit()).noneSatisfy(row -> assertThat(row).contains("login-help"));
        assertThat(desk.slack.fill("bob", "Where", "Desk phone")).isEqualTo("No form is open.");
        desk.as("bob").types("/login-help").fills("Where", "Computer or VPN").submits();
        assertThat(desk.as("bob").seesLast().text()).contains("I found nothing that keeps you out");
    }

    @Test
    void whereNoFormCanOpenButtonsAsk() {
        desk.slack.fail("views.open", "expired_trigger_id", 1);
        desk.as("lotte").types("/login-help");
        assertThat(desk.as("lotte").seesLast().buttons())
                .containsExactly("Self-care page", "Desk phone", "Voicemail", "Telephone program", "Computer or VPN");
        desk.as("lotte").presses("Desk phone");
        assertThat(desk.as("lotte").seesLast().text()).contains("Your PIN on Cisco telephones is locked");

        desk.slack.fail("views.open", "expired_trigger_id", 1);
        desk.as("hana").types("/login-help @lotte").presses("Desk phone");
        assertThat(desk.as("hana").seesLast().text()).contains("The PIN of Lotte Lindner", "locked after");
        desk.as("alice").pressesOf("hana", "Desk phone");
        assertThat(desk.as("alice").seesLast().outcome()).isEqualTo("refused");
        assertThat(desk.as("alice").seesLast().text()).doesNotContain("Lotte");
    }

    @Test
    void theHelpdeskNamesPeopleByLoginMailAndExtension() {
        for (String typed : List.of("lotte", "lotte@beispiel.example", "1107")) {
            desk.as("hana").types("/login-help " + typed + " where:phone");
            assertThat(desk.as("hana").seesLast().text())
                    .as(typed)
                    .contains("The PIN of Lotte Lindner", "What was seen:");
        }
        desk.as("hana").types("/login-help nobody.here where:phone");
        assertThat(desk.as("hana").seesLast().text()).contains("I find nobody of that name");
        desk.as("hana").types("/login-help @lotte").fills("Where", "Desk phone").submits();
        assertThat(desk.as("hana").seesLast().text()).contains("The PIN of Lotte Lindner");
    }

    @Test
    void withoutARoleEveryOtherPersonIsTheSame() {
        desk.as("alice").types("/login-help @bob where:portal");
        Shown plain = desk.as("alice").seesLast();
        for (String target : List.of("@eve", "@max", "@dora", "@gast", "@carl", "@leo", "fritz", "nobody.here")) {
            desk.as("alice").types("/login-help " + target + " where:portal");
            assertThat(desk.as("alice").seesLast()).as(target).isEqualTo(plain);
        }
        assertThat(plain.text()).contains("needs the helpdesk role");
    }

    @Test
    void aSecretInTheFormStandsNowhere() throws Exception {
        String typed = "Kanarie-9c41e7d2/Geheim+2026";
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try {
            desk.as("bob")
                    .types("/login-help")
                    .fills("Where", "Self-care page")
                    .fills("What it said", "does not take " + typed + " nor 583920")
                    .submits();
            assertThat(desk.as("bob").seesLast().text()).contains("I hid parts of what you typed");
            desk.as("bob").types("/login-help where:portal said:" + typed).presses("Ask the helpdesk");
            desk.as("hana").presses("I take it").presses("Text for the ticket");
            String seen = desk.audit() + "\n" + desk.as("hana").sees()
                    + desk.as("bob").sees() + desk.slack.stored();
            desk.bot().close();
            try (Stream<Path> files = Files.list(desk.folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    seen += Files.readString(file, StandardCharsets.ISO_8859_1);
                }
            }
            for (ILoggingEvent event : List.copyOf(log.list)) {
                seen += event.getFormattedMessage() + "\n";
            }
            assertThat(seen.contains("9c41e7d2")).as("a part of it").isFalse();
            assertThat(seen.contains("583920")).as("the digits").isFalse();
            assertThat(seen).as("the search looks at the database").contains("H:2");
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
    }
}
