package org.pindesk.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Letter;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Mail;
import org.pindesk.port.Profile;
import org.pindesk.port.Store;
import org.pindesk.testing.SettableClock;

/** Mail as a chat: what becomes a letter, what stands on a page, what is nowhere. */
class MailChatTest {
    private static final PersonId FRITZ = new PersonId("f1");
    private static final ChatUser USER = MailChat.userOf(FRITZ);

    private final Directory directory = mock(Directory.class);
    private final Mail mail = mock(Mail.class);
    private final Store store = mock(Store.class);
    private final MailChat chat = new MailChat(
            directory,
            mail,
            store,
            new Doors(store, new SettableClock(Instant.EPOCH), new SecureRandom()),
            new SecureRandom(),
            Locale.GERMAN,
            ZoneOffset.UTC);

    @BeforeEach
    void fritzIsThere() {
        when(directory.read(FRITZ)).thenReturn(Optional.of(fritz("fritz@example.com")));
        when(mail.refuses(any())).thenReturn(Optional.empty());
    }

    @Test
    void theDirectorySaysWhoSomebodyIs() {
        Profile profile = chat.profile(USER);
        assertThat(profile.standing()).isEqualTo(Profile.Standing.MEMBER);
        assertThat(profile.mail()).isEqualTo("fritz@example.com");
        assertThat(profile.mailConfirmed()).isTrue();
        assertThat(profile.locale()).isEqualTo(Locale.GERMAN);

        when(directory.read(FRITZ)).thenReturn(Optional.of(fritz(null)));
        assertThat(chat.profile(USER).mailConfirmed()).isFalse();
        when(directory.read(FRITZ)).thenReturn(Optional.empty());
        assertThat(chat.profile(USER).standing()).isEqualTo(Profile.Standing.DELETED);
    }

    @Test
    void aMessageIsALetterWithItsLinesAsParagraphs() {
        chat.direct(USER, Reply.of("first\nsecond").titled("Title"));
        chat.direct(USER, Reply.of("first\nsecond").titled("Title"));

        ArgumentCaptor<Letter> sent = ArgumentCaptor.forClass(Letter.class);
        verify(mail, org.mockito.Mockito.times(2)).send(sent.capture());
        Letter letter = sent.getAllValues().get(0);
        assertThat(letter.to()).isEqualTo("fritz@example.com");
        assertThat(letter.subject()).isEqualTo("Title");
        assertThat(letter.paragraphs()).containsExactly("first", "second");
        assertThat(letter.doors()).isEmpty();
        assertThat(letter.id())
                .hasSize(32)
                .isNotEqualTo(sent.getAllValues().get(1).id());
    }

    @Test
    void aSecretIsNeverALetter() {
        Reply secret = Reply.of("x").revealing(new Reply.Revealed("PIN", Secret.of("481516"), List.of()));
        assertThatThrownBy(() -> chat.direct(USER, secret)).isInstanceOf(ChatException.class);
        chat.reply(USER, MailChat.page(), secret);
        verify(mail, never()).send(any());
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,UNREACHABLE_PERSON", "NO_ANSWER,LATER", "UNREACHABLE,LATER", "BUSY,LATER"})
    void whatTheMailServerSaysIsWhatAChatWouldSay(Problem problem, ChatException.Kind kind) {
        doThrow(new BackendException(problem, "mail", "no")).when(mail).send(any());
        assertThatThrownBy(() -> chat.direct(USER, Reply.of("x")))
                .asInstanceOf(InstanceOfAssertFactories.type(ChatException.class))
                .extracting(ChatException::kind)
                .isEqualTo(kind);
    }

    @Test
    void somebodyWithoutAnAddressIsUnreachable() {
        when(mail.refuses("fritz@example.com")).thenReturn(Optional.of("not one"));
        assertThatThrownBy(() -> chat.direct(USER, Reply.of("x")))
                .asInstanceOf(InstanceOfAssertFactories.type(ChatException.class))
                .extracting(ChatException::kind)
                .isEqualTo(ChatException.Kind.UNREACHABLE_PERSON);
    }

    @Test
    void whatIsShownStandsOnThePageThatWaitsInThisThreadAndNowhereElse() {
        Event event = new Event("e", Event.Kind.PRESS, USER, "take", Map.of(), MailChat.page(), Instant.EPOCH, 0);
        assertThat(chat.show(event, Reply.of("x"))).isEqualTo(Chat.Place.NOWHERE);

        MailChat.Visit visit = new MailChat.Visit(Locale.ENGLISH);
        chat.during(visit, () -> {
            assertThat(chat.profile(USER).locale()).isEqualTo(Locale.ENGLISH);
            assertThat(chat.show(event, Reply.of("shown"))).isEqualTo(Chat.Place.EPHEMERAL);
        });
        assertThat(visit.leave()).isEqualTo(Reply.of("shown"));
        chat.during(visit, () -> assertThat(chat.show(event, Reply.of("late"))).isEqualTo(Chat.Place.NOWHERE));
        assertThat(chat.show(event, Reply.of("x"))).isEqualTo(Chat.Place.NOWHERE);
        verify(mail, never()).send(any());
    }

    @Test
    void mailHasNoChannelsAndNoWindows() {
        assertThat(chat.unfit("C1")).isPresent();
        assertThatThrownBy(() -> chat.post("C1", Reply.of("x"))).isInstanceOf(ChatException.class);
    }

    private static Person fritz(@org.jspecify.annotations.Nullable String mail) {
        return new Person(
                FRITZ,
                "fritz",
                mail,
                "Fritz Fuchs",
                null,
                null,
                null,
                List.of(),
                AccountState.FINE,
                Set.of(),
                false,
                false);
    }
}
