package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.core.Outcome;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.LongValues;
import org.pindesk.testing.RememberedValues;

class CardsTest {
    private static final RememberedValues KEPT = new RememberedValues();
    private static final Values VALUES = new Values(KEPT);
    private static final Cards CARDS = new Cards(VALUES);
    private static final Modals MODALS = new Modals(VALUES);

    private static MessageEmbed embed(Reply reply) {
        return CARDS.message(reply).getEmbeds().get(0);
    }

    private static List<Button> buttons(MessageCreateData message) {
        return message.getComponents().stream()
                .flatMap(row -> row.asActionRow().getButtons().stream())
                .toList();
    }

    @Test
    void wordsOfOthersAreLiteralAndNobodyIsMentioned() {
        MessageCreateData message =
                CARDS.message(Reply.of("Why: **lost** @everyone <@1>").titled("*PIN* of # x"));
        assertThat(message.getContent()).isEmpty();
        assertThat(message.getAllowedMentions()).isEmpty();
        assertThat(message.toData().toString()).contains("\"parse\":[]");
        assertThat(embed(Reply.of("Why: **lost** @everyone").titled("*PIN* of # x"))
                        .getDescription())
                .isEqualTo("**\\*PIN\\* of # x**\nWhy: \\*\\*lost\\*\\* \\@everyone");
    }

    @Test
    void aChangedMessageMentionsNobodyEither() {
        assertThat(Answers.replacing(CARDS.message(Reply.of("@everyone"))).toString())
                .contains("\"parse\":[]");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyOutcomeHasAColourOfItsOwn(Outcome outcome) {
        int colour = embed(Reply.of("x").ending(outcome)).getColorRaw();
        assertThat(List.of(Cards.APPLIED, Cards.REFUSED, Cards.UNREACHABLE, Cards.UNKNOWN))
                .contains(colour)
                .doesNotHaveDuplicates();
        assertThat(colour).isNotEqualTo(embed(Reply.of("x")).getColorRaw());
    }

    @Test
    void aSecretStandsFirstGroupedAndSpoken() {
        assertThat(embed(DiscordFixture.revealing()).getDescription())
                .isEqualTo(
                        "**Your new PIN**\nYour new PIN: **739 154**\n*seven three nine, one five four*\nUse it at your phone.");
        Reply password = Reply.of("x")
                .revealing(new Reply.Revealed("Your new password", Secret.of("Tr*ee_7-\\a<b>"), List.of()));
        assertThat(embed(password).getDescription()).isEqualTo("Your new password: `Tr*ee_7-\\a<b>`\nx");
        Reply strange = Reply.of("x").revealing(new Reply.Revealed("Your new password", Secret.of("a`*b"), List.of()));
        assertThat(embed(strange).getDescription()).isEqualTo("Your new password: a\\`\\*b\nx");
    }

    @Test
    void longTextIsCutAndASecretIsNot() {
        Reply reply = new Reply(null, "*".repeat(5000), null, null, List.of());
        assertThat(embed(reply).getDescription()).hasSizeLessThanOrEqualTo(4096).endsWith("\\*\u2026");
        Reply revealing =
                new Reply("t", "y".repeat(5000), DiscordFixture.revealing().secret(), null, List.of());
        assertThat(embed(revealing).getDescription()).hasSize(4096).contains("739 154");
        assertThat(embed(Reply.of("")).getDescription()).isEqualTo("\u2013");
    }

    @Test
    void buttonsStandInRowsOfFive() {
        Reply.Button[] many = IntStream.range(0, 7)
                .mapToObj(i -> new Reply.Button("do", "L".repeat(100), "v" + i, Reply.Style.values()[i % 3]))
                .toArray(Reply.Button[]::new);
        MessageCreateData message = CARDS.message(Reply.of("x").with(many));
        assertThat(message.getComponents()).hasSize(2);
        assertThat(buttons(message))
                .hasSize(7)
                .allSatisfy(button -> assertThat(button.getLabel()).hasSize(80));
        assertThat(buttons(message).get(0).getStyle()).isEqualTo(ButtonStyle.SECONDARY);
        assertThat(buttons(message).get(1).getStyle()).isEqualTo(ButtonStyle.PRIMARY);
        assertThat(buttons(message).get(2).getStyle()).isEqualTo(ButtonStyle.DANGER);
        Reply.Button[] tooMany = IntStream.range(0, 26)
                .mapToObj(i -> new Reply.Button("do", "L", "v" + i, Reply.Style.PLAIN))
                .toArray(Reply.Button[]::new);
        assertThatThrownBy(() -> CARDS.message(Reply.of("x").with(tooMany))).hasMessageContaining("25 buttons");
    }

    @Test
    void valuesComeBackHoweverLongTheyAre() {
        String first = "A".repeat(900);
        String second = "B".repeat(900);
        MessageCreateData message = CARDS.message(Reply.of("x")
                .with(
                        new Reply.Button("confirm", "Yes", first, Reply.Style.PRIMARY),
                        new Reply.Button("save", "Maybe", second, Reply.Style.PLAIN),
                        new Reply.Button("decline", "No", "", Reply.Style.PLAIN),
                        new Reply.Button("keep", "Keep", "request-1", Reply.Style.PLAIN)));
        List<String> ids = buttons(message).stream().map(Button::getCustomId).toList();
        assertThat(ids).allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(100));
        assertThat(ids).extracting(Values::action).containsExactly("confirm", "save", "decline", "keep");
        assertThat(ids).extracting(VALUES::value).containsExactly(first, second, "", "request-1");
        assertThat(ids).extracting(Values::isWhole).containsExactly(false, false, true, true);
        assertThat(message.toData().toString()).doesNotContain("AAAA", "BBBB");
        KEPT.forget();
        assertThat(VALUES.value(ids.get(0))).isEmpty();
    }

    @Test
    void nothingIsSentWhileALongValueCannotBeKept() {
        Cards cards = new Cards(new Values(LongValues.NONE));
        Reply.Button longOne = new Reply.Button("save", "Save", "x".repeat(200), Reply.Style.PRIMARY);
        assertThatThrownBy(() -> cards.message(Reply.of("x").with(longOne)))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.STORE_DOWN));
        assertThat(buttons(cards.message(Reply.of("x").with(DiscordFixture.button("take", "Get it")))))
                .hasSize(1);
    }

    @Test
    void aFormBecomesAModal() {
        Modal modal = Objects.requireNonNull(MODALS.of(DiscordFixture.form()));
        assertThat(modal.getId()).isEqualTo("diagnose:request-1");
        assertThat(modal.getTitle()).isEqualTo("Login help");
        assertThat(modal.getComponents()).hasSize(3);
        assertThat(modal.toData().toString()).contains("Where can you not sign in?", "\"said\"", "Self-care portal");
    }

    @Test
    void aFormBringsBackItsValueHoweverLongItIs() {
        String value = "x".repeat(1000);
        Reply.Button longOne = new Reply.Button("save", "Save", value, Reply.Style.PRIMARY);
        Modal modal = Objects.requireNonNull(MODALS.of(DiscordFixture.form().with(longOne)));
        assertThat(modal.getId()).hasSizeLessThanOrEqualTo(100).startsWith("save:~");
        assertThat(VALUES.value(modal.getId())).isEqualTo(value);
    }

    @Test
    void aFormThatDoesNotFitIsNone() {
        Reply.Field[] six = IntStream.range(0, 6)
                .mapToObj(i -> new Reply.Field("f" + i, "F", List.of(), true, null))
                .toArray(Reply.Field[]::new);
        assertThat(MODALS.of(DiscordFixture.form().asking(six))).isNull();
        List<Reply.Option> options = IntStream.range(0, 26)
                .mapToObj(i -> new Reply.Option("o" + i, "O"))
                .toList();
        assertThat(MODALS.of(DiscordFixture.form().asking(new Reply.Field("f", "F", options, true, null))))
                .isNull();
        assertThat(MODALS.of(DiscordFixture.form().asking(Reply.Field.person("target", "Who"))))
                .as("a person is chosen, not typed")
                .isNull();
        assertThatThrownBy(() -> MODALS.of(DiscordFixture.form().with())).hasMessageContaining("button");
    }
}
