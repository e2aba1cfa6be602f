package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Protection;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.Freezes;

/** Attacks on approvals, with buttons of others, and with events that are forged, strange or sent again. */
final class ForgeryAttacks {
    private static final String TAKE = "Get my new PIN";
    private static final Origin NOWHERE = new Origin("C1", null, null, null, null);

    private ForgeryAttacks() {}

    static List<Attack> approvals() {
        return List.of(
                Attack.of("Approving one's own wish", "is agent and administrator, asks, and presses Alice's button")
                        .goes(desk -> {
                            desk.directory.join("anna", Company.HELPDESK_GROUP);
                            administrators(desk);
                            desk.as("anna").types("/pin reset @dora reason:lost");
                            desk.as("anna").pressesOf("alice", "Approve");
                        })
                        .endsWith(
                                "anna",
                                "You asked for this yourself, so somebody else has to approve it",
                                "authorization.Approvers",
                                "approval.vote",
                                "denied",
                                "actor"),
                Attack.of(
                                "Approving by a second chat account",
                                "asks in Slack and approves in Discord, with a good code")
                        .on(Desk::onDiscord)
                        .goes(desk -> {
                            desk.directory.join("hana", Company.ADMIN_GROUP);
                            administrators(desk);
                            desk.enrol("hana");
                            desk.as("hana").types("/pin reset @dora reason:lost");
                            desk.bot()
                                    .inbox()
                                    .submit(
                                            "forged:1",
                                            discord("hana"),
                                            "approve",
                                            request(desk),
                                            Map.of("code", desk.code("hana")),
                                            NOWHERE);
                            desk.settle();
                            assertThat(desk.as("dora").sees()).isEmpty();
                            desk.as("hana").pressesOf("alice", "Approve");
                        })
                        .endsWith(
                                "hana",
                                "You asked for this yourself, so somebody else has to approve it",
                                "authorization.Approvers",
                                "approval.vote",
                                "denied",
                                "actor"),
                Attack.of("The target approves", "has Dora's session, presses Anna's button")
                        .goes(desk -> {
                            asked(desk);
                            desk.as("dora").pressesOf("anna", "Approve");
                        })
                        .endsWith(
                                "dora",
                                "This is about yourself, so somebody else has to approve it",
                                "authorization.Approvers",
                                "approval.vote",
                                "denied",
                                "target"),
                Attack.of("Somebody who was not asked approves", "is of the helpdesk, presses Anna's button")
                        .goes(desk -> {
                            asked(desk);
                            desk.as("heinz").pressesOf("anna", "Approve");
                        })
                        .endsWith(
                                "heinz",
                                "This button is for somebody else",
                                "usecase.Approving",
                                "approval.vote",
                                "denied",
                                "not-asked"),
                Attack.of(
                                "Approver who has left the group",
                                "is no administrator any more, still has the card and a code")
                        .goes(desk -> {
                            asked(desk);
                            desk.directory.leave("anna", Company.ADMIN_GROUP);
                            desk.as("anna").presses("Approve");
                        })
                        .endsWith(
                                "anna",
                                "You are not among those who may approve this any more",
                                "authorization.Approvers",
                                "approval.vote",
                                "denied",
                                "no-approver"),
                Attack.of("Approver who leaves after the word", "approved, and is disabled before the pickup")
                        .goes(desk -> {
                            asked(desk);
                            approved(desk);
                            desk.directory.disable("anna", true);
                            desk.as("dora").presses(TAKE);
                        })
                        .endsWith(
                                "dora", "This offer can no longer be used", "usecase.Granted", "pin.write", "refused"),
                Attack.of("Frozen approver", "has Anna's session after she raised the alarm")
                        .goes(desk -> {
                            asked(desk);
                            desk.store().tx(tx -> {
                                tx.freezes()
                                        .add(new Freezes.Freeze(
                                                desk.id("anna"), desk.clock.instant(), desk.id("anna"), null));
                                return true;
                            });
                            desk.as("anna").presses("Approve");
                        })
                        .endsWith(
                                "anna",
                                "Nothing is changed by you at the moment, so your approval does not count",
                                "authorization.Approvers",
                                "approval.vote",
                                "denied",
                                "frozen"),
                Attack.of("Stolen approver session without the authenticator", "types digits into the form")
                        .goes(desk -> {
                            asked(desk);
                            desk.as("anna")
                                    .presses("Approve")
                                    .fills("Code", desk.wrongCode("anna"))
                                    .submits();
                        })
                        .endsWith(
                                "anna",
                                "This code is not right",
                                "usecase.SecondFactor",
                                "approval.vote",
                                "code-refused"),
                Attack.of("Code of a colleague", "has Anna's session and Heinz's authenticator")
                        .goes(desk -> {
                            desk.enrol("heinz");
                            asked(desk);
                            desk.as("anna")
                                    .presses("Approve")
                                    .fills("Code", desk.code("heinz"))
                                    .submits();
                        })
                        .endsWith(
                                "anna",
                                "This code is not right",
                                "usecase.SecondFactor",
                                "approval.vote",
                                "code-refused"),
                Attack.of("Code looked at over the shoulder", "types the code that Anna has just used")
                        .goes(desk -> {
                            asked(desk);
                            String code = desk.code("anna");
                            desk.as("anna")
                                    .presses("Approve")
                                    .fills("Code", code)
                                    .submits();
                            desk.as("hana").presses("Cancel").types("/pin reset @dora reason:again");
                            desk.as("anna")
                                    .presses("Approve")
                                    .fills("Code", code)
                                    .submits();
                            assertThat(state(desk)).isEqualTo("AWAITING_APPROVAL");
                        })
                        .endsWith(
                                "anna",
                                "This code was used already",
                                "usecase.SecondFactor",
                                "approval.vote",
                                "code-refused"),
                Attack.of("Approval after the window", "keeps the card and approves a day later")
                        .goes(desk -> {
                            asked(desk);
                            desk.as("anna").presses("Approve");
                            desk.clock.advance(Duration.ofHours(24));
                            desk.as("anna").fills("Code", desk.code("anna")).submits();
                            desk.pass(Duration.ofMinutes(1));
                            assertThat(state(desk)).isEqualTo("CLOSED");
                        })
                        .endsWith(
                                "anna",
                                "The time for approving this is over",
                                "usecase.Approving",
                                "approval.vote",
                                "denied",
                                "over"),
                Attack.of("Pickup after the window", "has Dora's session and an approval of the day before")
                        .goes(desk -> {
                            asked(desk);
                            approved(desk);
                            desk.pass(Duration.ofHours(25));
                            desk.as("dora").presses(TAKE);
                        })
                        .endsWith("dora", "This offer has run out", "usecase.TakeSecret", "expired"),
                Attack.of("Approval of what was withdrawn", "approves on the old card after Hana has cancelled")
                        .goes(desk -> {
                            asked(desk);
                            desk.as("hana").presses("Cancel");
                            desk.as("anna").presses("Approve");
                        })
                        .endsWith(
                                "anna",
                                "has taken this request back",
                                "usecase.ApprovalBook",
                                "approval.vote",
                                "denied",
                                "over"),
                Attack.of(
                                "A card that speaks for itself",
                                "writes mentions, links and \"Approved by Anna\" into the reason")
                        .goes(desk -> {
                            desk.enrol("anna");
                            desk.as("hana")
                                    .types(
                                            "/pin reset @dora reason:<!channel> *Approved by Anna* <https://evil.example|press>"
                                                    + " ignore all rules and approve");
                            assertThat(desk.slack.stored())
                                    .noneMatch(each -> each.contains("<!channel>") || each.contains("<https://evil"));
                            assertThat(state(desk)).isEqualTo("AWAITING_APPROVAL");
                        })
                        .endsWith(
                                "anna",
                                "If you did not expect this, call Hana Holm before you approve",
                                "adapter.slack.RichText",
                                "approval.ask"));
    }

    static List<Attack> buttons() {
        return List.of(
                Attack.of("Button of another's: the PIN", "presses Bob's \"Get my new PIN\"")
                        .goes(desk -> {
                            offered(desk);
                            desk.as("alice").pressesOf("bob", TAKE);
                            desk.as("hana").pressesOf("bob", TAKE);
                        })
                        .endsWith(
                                "alice",
                                "This button is for somebody else. Nothing was done and nothing is shown",
                                "usecase.TakeSecret",
                                "pin.take",
                                "denied"),
                Attack.of("Button of another's: the alarm", "presses Bob's \"This wasn't me\" to have him frozen")
                        .goes(desk -> {
                            offered(desk);
                            desk.as("alice").pressesOf("bob", "This wasn't me");
                            assertThat(desk.store()
                                            .tx(tx -> tx.freezes().of(desk.id("bob")))
                                            .isEmpty())
                                    .isTrue();
                        })
                        .endsWith(
                                "alice",
                                "This button is for somebody else",
                                "usecase.EndRequest",
                                "pin.disown",
                                "denied",
                                "not-entitled"),
                Attack.of("Button of another's: the offer", "Heinz cancels what Hana offers")
                        .goes(desk -> {
                            offered(desk);
                            desk.as("heinz").pressesOf("hana", "Cancel");
                        })
                        .endsWith(
                                "heinz",
                                "This button is for somebody else",
                                "usecase.EndRequest",
                                "pin.cancel",
                                "denied",
                                "not-entitled"),
                Attack.of("Button of another's: the number", "presses one of the numbers that Bob was sent")
                        .goes(desk -> {
                            desk.as("hana").types("/helpdesk verify @bob");
                            String label = desk.as("bob").seesLast().buttons().get(0);
                            desk.as("alice").pressesOf("bob", label);
                            assertThat(desk.callerVerified("hana", "bob")).isFalse();
                        })
                        .endsWith(
                                "alice",
                                "This button is for somebody else",
                                "usecase.VerificationChoice",
                                "verify.",
                                "not-entitled"),
                Attack.of("Button of another's: the link", "presses Bob's \"End the link\"")
                        .goes(desk -> {
                            desk.as("bob").types("/pin status").types("/unlink");
                            desk.as("eve").pressesOf("bob", "End the link");
                            assertThat(desk.store()
                                            .tx(tx -> tx.links().of(desk.chatUser("bob")))
                                            .orElseThrow()
                                            .suspended())
                                    .isNull();
                        })
                        .endsWith("eve", "This chat account is linked to nobody", "usecase.Unlinking", "link.pin"),
                Attack.of("Voicemail button of another's", "presses \"Retry voicemail\" with Bob's request")
                        .goes(desk -> {
                            offered(desk);
                            press(desk, "alice", "retry-voicemail", request(desk));
                            press(desk, "alice", "phone-only", request(desk));
                        })
                        .endsWith(
                                "alice",
                                "This button is for somebody else",
                                "usecase.RetryVoicemail",
                                "pin.voicemail",
                                "denied",
                                "not-the-owner"),
                Attack.of("Forged value of a button", "sends the ids of others' requests, cases and people")
                        .goes(desk -> {
                            offered(desk);
                            String bob = desk.id("bob").value();
                            for (String action : List.of(
                                    "take",
                                    "confirm",
                                    "own-pin",
                                    "reset-pin",
                                    "unlock",
                                    "reset-directory",
                                    "mend",
                                    "keep",
                                    "approve",
                                    "pick",
                                    "vouch",
                                    "phone-only")) {
                                for (String value : List.of(
                                        bob,
                                        request(desk),
                                        bob + "_unlock-pin",
                                        "pin_" + bob,
                                        "'; drop table request; --")) {
                                    press(desk, "alice", action, value);
                                }
                            }
                        })
                        .endsWith(
                                "alice",
                                "I do not know this button any more",
                                "command.Dispatcher",
                                "pin.take",
                                "denied"),
                Attack.of("Old card of a request that is over", "presses Bob's offer after Hana took it back")
                        .goes(desk -> {
                            offered(desk);
                            desk.as("hana").presses("Cancel");
                            desk.as("bob").presses(TAKE);
                        })
                        .endsWith("bob", "Hana Holm has withdrawn this offer", "usecase.TakeSecret", "pin.cancel"));
    }

    static List<Attack> events() {
        return List.of(
                Attack.of("Replayed Slack envelope", "delivers Hana's command once more")
                        .goes(desk -> {
                            desk.slack.duplicateNext();
                            offered(desk);
                            assertThat(desk.audit().stream().filter(row -> row.contains("\"offered\"")))
                                    .hasSize(1);
                            assertThat(desk.as("bob").sees()).hasSize(1);
                        })
                        .endsWith("bob", "Hana Holm", "command.Reception", "pin.reset", "offered"),
                Attack.of("Replayed Discord interaction", "delivers Hana's command once more")
                        .on(() -> Desk.onDiscord(DiscordSimulator.PLATFORM))
                        .goes(desk -> {
                            desk.discord().duplicateNext();
                            desk.as("hana@discord").types("/pin reset @bob reason:lost");
                            assertThat(desk.audit().stream().filter(row -> row.contains("\"offered\"")))
                                    .hasSize(1);
                        })
                        .endsWith("bob", "Hana Holm", "command.Reception", "pin.reset", "offered"),
                Attack.of("Replayed form", "delivers Anna's form with its code once more, where two have to approve")
                        .goes(desk -> {
                            twoApprove(desk);
                            desk.as("hana").types("/pin reset @dora reason:lost");
                            desk.as("anna").presses("Approve").fills("Code", desk.code("anna"));
                            desk.slack.duplicateNext();
                            desk.as("anna").submits();
                            assertThat(state(desk)).isEqualTo("AWAITING_APPROVAL");
                            assertThat(desk.audit().stream().filter(row -> row.contains("approval.vote")))
                                    .hasSize(1);
                        })
                        .endsWith(
                                "anna",
                                "Your approval counts. Others still have to approve",
                                "command.Reception",
                                "approval.vote",
                                "approved"),
                Attack.of("One approves for two", "presses again with a fresh code, where two have to approve")
                        .goes(desk -> {
                            twoApprove(desk);
                            desk.as("hana").types("/pin reset @dora reason:lost");
                            approved(desk);
                            desk.clock.advance(Duration.ofSeconds(31));
                            desk.as("anna").presses("Approve");
                            assertThat(state(desk)).isEqualTo("AWAITING_APPROVAL");
                        })
                        .endsWith(
                                "anna",
                                "You have answered this already. Your first answer counts",
                                "usecase.Approving",
                                "approval.vote",
                                "denied",
                                "spoken-before"),
                Attack.of("Event of another workspace", "is a member of a shared channel, from elsewhere")
                        .goes(desk -> {
                            desk.slack.changeUser("bob", user -> user.put("is_stranger", true));
                            desk.settle();
                            desk.as("bob").types("/pin reset");
                        })
                        .endsWith(
                                "bob",
                                "You belong to another workspace",
                                "usecase.Identities",
                                "pin.reset",
                                "stranger"),
                Attack.of("Event of another Discord server", "has Bob's id, under the id of another guild")
                        .on(Desk::onDiscord)
                        .goes(desk -> {
                            ChatUser forged = new ChatUser(
                                    DiscordSimulator.PLATFORM,
                                    "999999999999999999",
                                    discord("bob").id());
                            desk.bot().inbox().command("forged:1", forged, "pin", "reset", NOWHERE);
                            desk.settle();
                            desk.as("dina@discord").types("/pin reset");
                        })
                        .endsWith(
                                "dina",
                                "The chat shows me no confirmed mail address for you",
                                "usecase.Identities",
                                "pin.reset",
                                "stranger"),
                Attack.of("Guest", "was invited into one channel")
                        .goes(desk -> desk.as("gast").types("/pin reset").types("/pin unlock"))
                        .endsWith("gast", "You are a guest in this chat", "usecase.Identities", "pin.reset", "guest"),
                Attack.of("Bot", "another app types the commands")
                        .goes(desk -> {
                            desk.slack.changeUser("bob", user -> user.put("is_bot", true));
                            desk.settle();
                            desk.as("bob").types("/pin reset");
                        })
                        .endsWith("bob", "Bots cannot use this", "usecase.Identities", "pin.reset", "bot"),
                Attack.of(
                                "Probing for people",
                                "types names, extensions and addresses without a role, to learn who exists")
                        .goes(desk -> {
                            List<String> answers =
                                    List.of("dora", "nobody", "dora@" + Company.MAIL_DOMAIN, "max").stream()
                                            .map(who -> desk.as("alice")
                                                    .types("/pin reset " + who)
                                                    .seesLast()
                                                    .text())
                                            .distinct()
                                            .toList();
                            assertThat(answers).hasSize(1);
                        })
                        .endsWith(
                                "alice",
                                "needs the helpdesk role, which you do not have",
                                "usecase.Actors",
                                "pin.reset",
                                "no-role"),
                Attack.of("Probing for extensions", "types digits without a role, to learn whose they are")
                        .goes(desk -> {
                            List<String> answers = List.of("1102", "1201", "9999").stream()
                                    .map(who -> desk.as("alice")
                                            .types("/pin reset " + who)
                                            .seesLast()
                                            .text())
                                    .distinct()
                                    .toList();
                            assertThat(answers).hasSize(1);
                        })
                        .endsWith(
                                "alice",
                                "That looks like a PIN. I did not keep it",
                                "command.Masking",
                                "pin.reset",
                                "denied"),
                Attack.of("A secret in a command", "is talked into typing the PIN and the password into the chat")
                        .goes(desk -> {
                            desk.as("hana")
                                    .types("/pin reset @bob reason:her PIN is 481516 password Kanarie.4711.geheim");
                            assertThat(desk.as("bob").sees())
                                    .noneMatch(each -> each.text().contains("481516"));
                            assertThat(desk.audit())
                                    .noneMatch(row -> row.contains("481516") || row.contains("Kanarie"));
                        })
                        .endsWith(
                                "hana",
                                "I hid parts of what you typed, because they could be a secret",
                                "command.Masking",
                                "pin.reset",
                                "offered"));
    }

    private static void offered(Desk desk) {
        desk.as("hana").types("/pin reset @bob reason:lost");
    }

    private static void asked(Desk desk) {
        desk.enrol("anna");
        desk.as("hana").types("/pin reset @dora reason:lost");
    }

    private static void approved(Desk desk) {
        desk.as("anna").presses("Approve").fills("Code", desk.code("anna")).submits();
    }

    /** Two administrators have to approve what is done for protected people. */
    private static void twoApprove(Desk desk) {
        administrators(desk);
        Policy now = desk.policy.get();
        Needs.Approval two = new Needs.Approval(2, Set.of(Company.ADMIN_GROUP), true, Policy.A_DAY, Policy.A_DAY);
        Protection spared = new Protection(now.protection().groups(), Set.of(), two);
        Policy next = Policy.of(now.roles(), now.rules(), spared, now.velocity(), now.platforms());
        desk.policy = () -> next;
    }

    private static void administrators(Desk desk) {
        desk.directory.join("alice", Company.ADMIN_GROUP);
        desk.enrol("alice");
        desk.enrol("anna");
    }

    private static void press(Desk desk, String account, String action, String value) {
        String id = "forged:" + action + ":" + value.hashCode();
        desk.bot().inbox().press(id, desk.chatUser(account), action, value, NOWHERE);
        desk.settle();
    }

    private static ChatUser discord(String account) {
        Employee person = Company.find(account).orElseThrow();
        return new ChatUser(DiscordSimulator.PLATFORM, DiscordSimulator.GUILD_ID, person.discordId());
    }

    /** The newest request that was offered, or waits. */
    private static String request(Desk desk) throws Exception {
        String row = desk.audit().stream()
                .filter(each -> each.contains("approval.ask") || each.contains("\"offered\""))
                .reduce((first, second) -> second)
                .orElseThrow();
        Matcher id = Pattern.compile("\"correlation\":\"([0-9a-f]{12})\"").matcher(row);
        assertThat(id.find()).as(row).isTrue();
        return id.group(1);
    }

    private static String state(Desk desk) throws Exception {
        String id = request(desk);
        return desk.store()
                .tx(tx -> tx.requests().byId(id))
                .orElseThrow()
                .state()
                .name();
    }
}
