package org.pindesk.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.AccountState;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.gateway.Locator;
import org.pindesk.port.AuditLog;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Profile;
import org.pindesk.port.Store;
import org.pindesk.testing.SettableClock;

/** Which chat account an offer goes to, when somebody has several, or is on another platform than who asks. */
class TargetsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final PersonId DINA = new PersonId("d1");
    private static final ChatUser HANA = new ChatUser("slack", "T1", "UHANA");
    private static final ChatUser IN_SLACK = new ChatUser("slack", "T1", "UDINA");
    private static final ChatUser IN_DISCORD = new ChatUser("discord", "G1", "81234567890123456");

    private final Directory directory = mock(Directory.class);
    private final Chat slack = mock(Chat.class);
    private final Chat discord = mock(Chat.class);
    private final Chat mail = mock(Chat.class);
    private final Store store = mock(Store.class);
    private final Links links = mock(Links.class);
    private Targets targets;

    @BeforeEach
    void dinaIsThere() {
        Store.Tx tx = mock(Store.Tx.class);
        when(store.tx(any()))
                .thenAnswer(
                        call -> call.<Function<Store.Tx, Object>>getArgument(0).apply(tx));
        when(tx.links()).thenReturn(links);
        when(tx.audit()).thenReturn(mock(AuditLog.class));
        when(links.accountsOf(DINA)).thenReturn(List.of());
        when(links.of(any())).thenReturn(Optional.empty());
        Person dina = new Person(
                DINA,
                "dina",
                "dina@example.com",
                "Dina",
                null,
                null,
                null,
                List.of(),
                AccountState.FINE,
                Set.of(),
                false,
                false);
        when(directory.read(DINA)).thenReturn(Optional.of(dina));
        when(directory.byMail("dina@example.com")).thenReturn(Directory.Lookup.one(dina));
        for (Chat chat : List.of(slack, discord, mail)) {
            when(chat.findByMail(any())).thenReturn(Optional.empty());
            when(chat.profile(any())).thenAnswer(call -> profile(call.getArgument(0), Profile.Standing.MEMBER));
        }
        Teller teller =
                new Teller(Map.of("slack", slack, "discord", discord, "mail", mail), Locale.ENGLISH, ZoneOffset.UTC);
        Identities identities = new Identities(teller, directory, store, mock(LastSight.class), new SettableClock(NOW));
        targets = new Targets(store, identities, directory, mock(Locator.class), teller);
    }

    @Test
    void somebodyWhoIsOnAnotherPlatformAloneIsFoundThereByTheirLink() {
        linked(IN_DISCORD);
        assertThat(chat()).isEqualTo(IN_DISCORD);
    }

    @Test
    void theAskersPlatformComesFirstWhicheverProofIsNewer() {
        linked(IN_SLACK, IN_DISCORD);
        assertThat(chat()).isEqualTo(IN_SLACK);
    }

    @Test
    void withoutALinkThePlatformsAreAskedByMail() {
        assertThat(chat()).isNull();
        when(discord.findByMail("dina@example.com")).thenReturn(Optional.of(IN_DISCORD));
        assertThat(chat()).isEqualTo(IN_DISCORD);
        when(slack.findByMail("dina@example.com")).thenReturn(Optional.of(IN_SLACK));
        assertThat(chat()).isEqualTo(IN_SLACK);
    }

    /** An offer that was asked for in Slack used to go to Discord, where an administrator had entered a link before. */
    @Test
    void theAskersPlatformComesFirstAlsoWhereOnlyTheMailAddressTellsWhoItIs() {
        linked(IN_DISCORD);
        when(slack.findByMail("dina@example.com")).thenReturn(Optional.of(IN_SLACK));
        assertThat(chat()).isEqualTo(IN_SLACK);
    }

    @Test
    void anAccountThatProvesNothingAnyMoreIsPassedOver() {
        linked(IN_SLACK, IN_DISCORD);
        when(slack.profile(IN_SLACK)).thenReturn(profile(IN_SLACK, Profile.Standing.DELETED));
        assertThat(chat()).isEqualTo(IN_DISCORD);
        when(discord.profile(IN_DISCORD)).thenReturn(profile(IN_DISCORD, Profile.Standing.GUEST));
        assertThat(chat()).isNull();
    }

    @Test
    void aSuspendedLinkAndTheMailPlatformAreNoAccounts() {
        Link suspended = new Link(IN_DISCORD, DINA, null, Links.How.IMPORTED, NOW, "unlinked");
        Link byMail = new Link(MailChat.userOf(DINA), DINA, "dina@example.com", Links.How.CHAT_MAIL, NOW, null);
        when(links.accountsOf(DINA)).thenReturn(List.of(suspended, byMail));
        when(mail.findByMail(any())).thenReturn(Optional.of(MailChat.userOf(DINA)));
        assertThat(chat()).isNull();
    }

    @Test
    void anotherPlatformThatIsAwayStopsNothingAndTheAskersOwnDoes() {
        linked(IN_DISCORD);
        when(discord.profile(any())).thenThrow(new ChatException(ChatException.Kind.LATER, "away"));
        when(discord.findByMail(any())).thenThrow(new ChatException(ChatException.Kind.LATER, "away"));
        assertThat(chat()).isNull();
        when(slack.findByMail(any())).thenThrow(new ChatException(ChatException.Kind.LATER, "away"));
        assertThatThrownBy(this::chat).isInstanceOf(ChatException.class);
    }

    private void linked(ChatUser... users) {
        List<Link> all = java.util.Arrays.stream(users)
                .map(user -> new Link(user, DINA, null, Links.How.IMPORTED, NOW, null))
                .toList();
        when(links.accountsOf(DINA)).thenReturn(all);
        all.forEach(link -> when(links.of(link.user())).thenReturn(Optional.of(link)));
    }

    private @Nullable ChatUser chat() {
        return targets.of(HANA, DINA).chat();
    }

    private static Profile profile(ChatUser user, Profile.Standing standing) {
        return new Profile(user, "Dina", "dina@example.com", true, standing, Locale.ENGLISH, ZoneOffset.UTC);
    }
}
