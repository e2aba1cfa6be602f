package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.ChatUser;
import org.pindesk.demo.company.Company;
import org.pindesk.port.ChatException;
import org.pindesk.port.Profile;

/** Who is one of us, and how long an answer is believed. */
class ProfilesTest {
    private final SlackFixture fixture = new SlackFixture().started();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aMemberIsKnownByMailLanguageAndZone() {
        Profile bob = fixture.chat.profile(SlackFixture.user("bob"));
        assertThat(bob.standing()).isEqualTo(Profile.Standing.MEMBER);
        assertThat(bob.mail()).isEqualTo("bob@beispiel.example");
        assertThat(bob.mailConfirmed()).isTrue();
        assertThat(bob.name()).isEqualTo("Bob Berger");
        assertThat(bob.locale()).isEqualTo(Locale.US);
        assertThat(bob.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void everybodyElseIsNotAMember() {
        assertThat(standing("gast")).isEqualTo(Profile.Standing.GUEST);
        assertThat(after("alice", user -> user.put("is_ultra_restricted", true)))
                .isEqualTo(Profile.Standing.GUEST);
        assertThat(after("bob", user -> user.put("is_bot", true))).isEqualTo(Profile.Standing.BOT);
        assertThat(after("dora", user -> user.put("deleted", true))).isEqualTo(Profile.Standing.DELETED);
        assertThat(after("eve", user -> user.put("team_id", "T0OTHER"))).isEqualTo(Profile.Standing.STRANGER);
        assertThat(after("max", user -> user.put("is_stranger", true))).isEqualTo(Profile.Standing.STRANGER);
        assertThat(after("nora", user -> user.put("is_invited_user", true))).isEqualTo(Profile.Standing.STRANGER);
        assertThat(after("carl", user -> user.remove("is_restricted"))).isEqualTo(Profile.Standing.STRANGER);
        assertThat(after("leo", user -> user.remove("team_id"))).isEqualTo(Profile.Standing.STRANGER);
        assertThat(standing("nobody")).isEqualTo(Profile.Standing.STRANGER);
        assertThat(fixture.chat
                        .profile(new ChatUser("slack", "T0OTHER", "U0HEINZ"))
                        .standing())
                .isEqualTo(Profile.Standing.STRANGER);
    }

    @Test
    void anUnconfirmedMailIsSaidToBeUnconfirmed() {
        after("bob", user -> user.remove("is_email_confirmed"));
        assertThat(fixture.chat.profile(SlackFixture.user("bob")).mailConfirmed())
                .isFalse();
    }

    @Test
    void aProfileIsAskedForOnceInTenMinutes() {
        ChatUser bob = SlackFixture.user("bob");
        assertThat(fixture.chat.knownProfile(bob)).isEmpty();
        fixture.chat.profile(bob);
        fixture.clock.forward(Duration.ofMinutes(9));
        fixture.chat.profile(bob);
        assertThat(fixture.chat.knownProfile(bob)).isPresent();
        assertThat(fixture.slack.calls("users.info")).isEqualTo(1);
        fixture.clock.forward(Duration.ofMinutes(1));
        assertThat(fixture.chat.knownProfile(bob)).isEmpty();
        fixture.chat.profile(bob);
        assertThat(fixture.slack.calls("users.info")).isEqualTo(2);
    }

    @Test
    void aChangeIsSeenAtOnce() {
        fixture.chat.profile(SlackFixture.user("bob"));
        fixture.slack.setLocale("bob", "de-DE");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> fixture.chat.knownProfile(SlackFixture.user("bob")).isEmpty());
        assertThat(fixture.chat.profile(SlackFixture.user("bob")).locale()).isEqualTo(Locale.GERMANY);
    }

    @Test
    void nothingIsBelievedAfterAReconnect() {
        fixture.chat.profile(SlackFixture.user("bob"));
        fixture.slack.refreshSockets();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.chat.knownProfile(SlackFixture.user("bob")).isEmpty());
    }

    @Test
    void aSlackThatCannotAnswerIsNotAStranger() {
        fixture.slack.throttle("users.info", 3, 1);
        assertThatThrownBy(() -> fixture.chat.profile(SlackFixture.user("bob")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
        fixture.slack.fail("users.info", "internal_error", 1);
        assertThatThrownBy(() -> fixture.chat.profile(SlackFixture.user("bob")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.LATER));
    }

    @Test
    void aColleagueOfTheSameOrganisationIsOneOfUs() {
        Team team = new Team(Company.SLACK_TEAM, "E0ORG");
        assertThat(team.owns("T0SISTER", "E0ORG")).isTrue();
        assertThat(team.owns("T0SISTER", "E0OTHER")).isFalse();
        assertThat(team.owns(null, null)).isFalse();
        assertThat(new Team(Company.SLACK_TEAM, null).owns("T0SISTER", null)).isFalse();
    }

    private Profile.Standing standing(String account) {
        return fixture.chat.profile(SlackFixture.user(account)).standing();
    }

    private Profile.Standing after(String account, Consumer<ObjectNode> change) {
        fixture.slack.changeUser(account, change);
        fixture.quiet();
        return standing(account);
    }
}
