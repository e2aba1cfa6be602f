package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Limit;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Rule;
import org.pindesk.authorization.Scope;
import org.pindesk.authorization.Velocity;
import org.pindesk.authorization.Whom;
import org.pindesk.core.Letter;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;

/** Attacks by people with a chat account: agents gone bad, stolen sessions, callers, changed contact data. */
final class PeopleAttacks {
    private static final String TAKE = "Get my new PIN";
    private static final String NOT_ME = "This wasn't me";
    private static final Pattern NUMBER = Pattern.compile("caller, once: ([0-9]{2}) \\(");
    private static final Needs.Approval BY_ADMINISTRATORS =
            new Needs.Approval(1, Set.of(Company.ADMIN_GROUP), true, Policy.A_DAY, Policy.A_DAY);

    private PeopleAttacks() {}

    static List<Attack> agents() {
        return List.of(
                Attack.of(
                                "Stolen agent session, many resets",
                                "has Hana's open session and offers new PINs to one person after the other")
                        .goes(desk -> {
                            velocity(
                                    desk,
                                    new Velocity(
                                            new Limit(3, Duration.ofHours(1)), true, null, null, null, false, null));
                            for (String victim : List.of("bob", "alice", "adele", "lotte")) {
                                desk.as("hana").types("/pin reset @" + victim + " reason:lost");
                            }
                            assertThat(desk.as("lotte").sees()).isEmpty();
                        })
                        .endsWith(
                                "hana",
                                "Something about this moment speaks against a change for Lotte",
                                "authorization.Suspicion",
                                "pin.reset",
                                "denied",
                                "suspicious"),
                Attack.of("Agent against a protected person", "is of the helpdesk and wants the PIN of a director")
                        .goes(desk -> {
                            desk.enrol("anna");
                            desk.as("hana").types("/pin reset @dora reason:lost");
                            assertThat(desk.as("dora").sees()).isEmpty();
                        })
                        .endsWith(
                                "hana",
                                "A new PIN for Dora Dorn waits for approval by Anna",
                                "usecase.ApprovalBook",
                                "approval.ask",
                                "protected"),
                Attack.of(
                                "Agent unlocks a protected person",
                                "tries what takes no secret, so that nobody has to approve it")
                        .goes(desk -> desk.as("hana").types("/pin unlock @dora reason:called"))
                        .endsWith("hana", "is on the protected list", "authorization.Decider", "pin.unlock", "denied"),
                Attack.of("Agent against a telephone administrator", "wants the PIN of an account with a CUCM role")
                        .goes(desk -> desk.as("hana").types("/pin reset @carl reason:lost"))
                        .endsWith("hana", "holds an administrator role on", "gateway.Locator", "pin.reset", "barred"),
                Attack.of("Agent goes on after \"This wasn't me\"", "offers once more, now by the login name")
                        .goes(desk -> {
                            disowned(desk);
                            desk.as("hana").types("/pin reset bob reason:again");
                        })
                        .endsWith(
                                "hana",
                                "Nothing is changed for Bob Berger at the moment",
                                "authorization.Decider",
                                "pin.reset",
                                "denied",
                                "target-frozen"),
                Attack.of(
                                "Agent lifts the freeze of the own victim",
                                "types /helpdesk unfreeze after \"This wasn't me\"")
                        .goes(desk -> {
                            disowned(desk);
                            desk.as("hana").types("/helpdesk unfreeze @bob reason:done");
                            desk.as("bob").types("/pin reset");
                        })
                        .endsWith(
                                "hana",
                                "Bob Berger did not know of what you did, so two other people",
                                "usecase.Freezing",
                                "unfreeze",
                                "denied"),
                Attack.of(
                                "Agent freezes first",
                                "offers, freezes the person before they can say no, and lifts it afterwards")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob reason:lost").types("/helpdesk freeze @bob");
                            desk.as("bob").presses(NOT_ME);
                            desk.as("hana").types("/helpdesk unfreeze @bob reason:done");
                            desk.as("bob").types("/pin reset");
                        })
                        .endsWith(
                                "hana",
                                "Bob Berger did not know of what you did, so two other people",
                                "adapter.store.JdbcFreezes",
                                "unfreeze",
                                "denied"),
                Attack.of(
                                "Agent who has left the helpdesk",
                                "offered before, and the owner takes it after the group is lost")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            desk.directory.leave("hana", Company.HELPDESK_GROUP);
                            desk.as("bob").presses(TAKE);
                        })
                        .endsWith(
                                "bob", "This offer can no longer be used", "usecase.Screener", "pin.write", "refused"),
                Attack.of("Locked agent", "goes on in the chat after the own account was locked")
                        .goes(desk -> {
                            desk.directory.lock("hana", true);
                            desk.as("hana").types("/pin reset @bob reason:lost");
                        })
                        .endsWith(
                                "hana",
                                "Your own account is locked or its password has expired",
                                "authorization.Decider",
                                "pin.reset",
                                "actor-self-only"),
                Attack.of("Somebody who has left the company", "is disabled in the directory and still has the chat")
                        .goes(desk -> desk.as("leo").types("/pin reset").types("/pin unlock"))
                        .endsWith(
                                "leo",
                                "Your directory account is disabled",
                                "authorization.Decider",
                                "pin.reset",
                                "actor-disabled"),
                Attack.of("Two agents, one owner", "Heinz offers while Hana's offer is open, to get a second secret")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            desk.as("heinz").types("/pin reset @bob reason:lost");
                            assertThat(desk.audit().stream().filter(row -> row.contains("\"offered\"")))
                                    .hasSize(1);
                        })
                        .endsWith(
                                "heinz",
                                "Bob Berger already has an open offer",
                                "usecase.NewRequests",
                                "pin.reset",
                                "offered"),
                Attack.of("Agent during the emergency stop", "types, and the owner takes what was offered before")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            desk.as("heinz").types("/helpdesk stop reason:attack");
                            desk.as("bob").presses(TAKE);
                            desk.as("alice").types("/pin reset");
                            desk.as("hana").types("/pin unlock @lotte").types("/pin reset @adele reason:lost");
                        })
                        .endsWith("bob", "All changes are stopped at the moment", "usecase.TakeSecret", "brake.pull"),
                Attack.of("Lifting the emergency stop without a role", "types /helpdesk resume")
                        .goes(desk -> {
                            desk.as("hana").types("/helpdesk stop");
                            desk.as("bob").types("/helpdesk resume").types("/pin reset");
                        })
                        .endsWith(
                                "bob",
                                "needs the helpdesk role, which you do not have",
                                "authorization.Decider",
                                "brake.release",
                                "no-role"),
                Attack.of("Person made privileged meanwhile", "becomes a domain administrator between offer and pickup")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            desk.directory.join("bob", DirectorySimulator.DOMAIN_ADMINS);
                            desk.as("bob").presses(TAKE);
                            desk.as("bob").types("/pin reset");
                        })
                        .endsWith(
                                "bob",
                                "Your directory account is a privileged one",
                                "authorization.Decider",
                                "pin.reset",
                                "privileged"),
                Attack.of("Dry run", "hopes that a dry run writes all the same")
                        .goes(desk -> {
                            desk.as("hana").types("/pin reset @bob dry-run reason:lost");
                            assertThat(desk.as("bob").sees()).isEmpty();
                        })
                        .endsWith(
                                "hana",
                                "Nothing was changed and nobody was told",
                                "usecase.OfferSecret",
                                "pin.reset",
                                "dry-run"));
    }

    static List<Attack> sessions() {
        return List.of(
                Attack.of("Stolen session, PIN of a colleague", "has Alice's session and offers Bob a new PIN")
                        .goes(desk -> {
                            desk.as("alice")
                                    .types("/pin reset @bob reason:lost")
                                    .types("/pin unlock 1102");
                            assertThat(desk.as("bob").sees()).isEmpty();
                        })
                        .endsWith(
                                "alice",
                                "needs the helpdesk role, which you do not have",
                                "authorization.Decider",
                                "pin.reset",
                                "no-role"),
                Attack.of("Stolen session, Windows password", "has Bob's session and wants his computer too")
                        .goes(desk -> desk.as("bob").types("/password reset on:windows"))
                        .endsWith(
                                "bob",
                                "the word of the chat alone is not enough",
                                "usecase.OwnDirectoryPassword",
                                "password.reset",
                                "denied"),
                Attack.of(
                                "Stolen session, Windows password, guessed code",
                                "the owner has an authenticator; types digits")
                        .on(Desk::withUcware)
                        .goes(desk -> {
                            desk.enrol("lena");
                            desk.as("lena").types("/password reset on:windows");
                            desk.as("lena")
                                    .fills("Code", desk.wrongCode("lena"))
                                    .submits();
                        })
                        .endsWith("lena", "This code is not right", "usecase.SecondFactor", "factor.check"),
                Attack.of("Look-alike name", "calls itself Bob Berger in the chat and asks for the PIN")
                        .goes(desk -> {
                            desk.slack.changeUser("eve", user -> {
                                user.put("real_name", "Bob Berger");
                                user.withObject("/profile")
                                        .put("display_name", "bob")
                                        .put("real_name", "Bob Berger");
                            });
                            desk.settle();
                            desk.as("eve").types("/pin reset");
                        })
                        .endsWith(
                                "eve",
                                "I cannot find you in the company directory",
                                "usecase.Identities",
                                "not-in-directory"),
                Attack.of("Chat account takes another's mail address", "is linked as Alice and enters Bob's address")
                        .goes(desk -> {
                            desk.as("alice").types("/pin status");
                            desk.slack.changeUser(
                                    "alice",
                                    user -> user.withObject("/profile").put("email", "bob@" + Company.MAIL_DOMAIN));
                            desk.settle();
                            desk.as("alice").types("/pin reset");
                        })
                        .endsWith(
                                "alice",
                                "a mail address that it rests on has changed",
                                "usecase.Identities",
                                "link.suspend",
                                "mail-changed"),
                Attack.of(
                                "Mail address changed, then a reset",
                                "enters the own address at Bob's entry and calls the helpdesk")
                        .goes(desk -> {
                            desk.enrol("anna");
                            velocity(
                                    desk,
                                    new Velocity(
                                            null, false, week(false, false), null, null, false, BY_ADMINISTRATORS));
                            desk.as("bob").types("/pin status");
                            desk.directory.set("bob", "mail", "mallory@" + Company.MAIL_DOMAIN);
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
                        })
                        .endsWith(
                                "hana",
                                "(mail address or telephone number changed lately)",
                                "authorization.Suspicion",
                                "approval.ask",
                                "contact-changed"),
                Attack.of("Mail address changed, then a link", "links the own account by a code to the changed address")
                        .on(Desk::withMail)
                        .goes(desk -> {
                            velocity(desk, new Velocity(null, false, week(true, true), null, null, false, null));
                            hide(desk, "eve");
                            desk.directory.set("bob", "mail", "mallory@" + Company.MAIL_DOMAIN);
                            desk.as("eve").types("/link who:bob").types("/link code:" + code(desk));
                            assertThat(desk.as("eve").reads("belongs to Bob Berger"))
                                    .isNotEmpty();
                            desk.as("eve").types("/pin reset");
                        })
                        .endsWith(
                                "eve",
                                "Your mail address, your telephone number or this chat account is new",
                                "authorization.Suspicion",
                                "pin.reset",
                                "suspicious"),
                Attack.of(
                                "Mail address changed between code and link",
                                "has the code sent first and changes the address then")
                        .on(Desk::withMail)
                        .goes(desk -> {
                            hide(desk, "eve");
                            desk.as("eve").types("/link who:bob");
                            desk.directory.set("bob", "mail", "mallory@" + Company.MAIL_DOMAIN);
                            desk.as("eve").types("/link code:" + code(desk)).types("/pin reset");
                        })
                        .endsWith("eve", "has changed since the code was sent", "usecase.Linking", "link"),
                Attack.of("One agent vouches for a strange account", "links Eve's account to Uwe alone")
                        .on(Desk::withMail)
                        .goes(desk -> {
                            hide(desk, "eve", "uwe");
                            desk.as("hana").types("/helpdesk link @eve who:uwe").presses("Confirm");
                            desk.as("eve").types("/pin reset");
                        })
                        .endsWith(
                                "hana",
                                "somebody else of the helpdesk has to confirm it",
                                "usecase.Vouching",
                                "denied"),
                Attack.of(
                                "Two agents vouch, then a password",
                                "both are bad, and the young account asks for a password")
                        .on(Desk::withMailAndUcware)
                        .goes(desk -> {
                            hide(desk, "eve", "uwe");
                            desk.as("hana").types("/helpdesk link @eve who:uwe");
                            desk.as("heinz").presses("Confirm");
                            desk.as("eve").types("/password reset");
                        })
                        .endsWith(
                                "eve",
                                "so for seven days no password can be changed",
                                "usecase.Identities",
                                "password.reset",
                                "young"));
    }

    static List<Attack> callers() {
        return List.of(
                Attack.of(
                                "Caller with two telephone lines",
                                "is Bob for the helpdesk and the helpdesk for Bob, and passes the number on")
                        .goes(desk -> {
                            callersProve(desk);
                            desk.as("hana").types("/helpdesk verify @bob");
                            desk.as("bob").presses("I am not on the phone");
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
                            assertThat(desk.as("hana").reads("has to prove first to be who is calling"))
                                    .isNotEmpty();
                        })
                        .endsWith(
                                "bob",
                                "or if somebody called YOU, press \"I am not on the phone\"",
                                "usecase.CallerVerification",
                                "verify.",
                                "not-me"),
                Attack.of("The number is passed on and chosen all the same", "has talked Bob into choosing it")
                        .goes(desk -> {
                            callersProve(desk);
                            desk.as("hana").types("/helpdesk verify @bob");
                            desk.as("bob").presses(number(desk, "hana"));
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            assertThat(desk.as("hana").secrets()).isEmpty();
                            desk.as("bob").presses(NOT_ME);
                            assertThat(desk.as("bob").reads("PIN works as before"))
                                    .isNotEmpty();
                        })
                        .endsWith(
                                "bob",
                                "Your old PIN works until you take the new one",
                                "usecase.TakeSecret",
                                "pin.disown"),
                Attack.of("Guessed number", "has Bob's session, not the telephone, and chooses one of three")
                        .goes(desk -> {
                            callersProve(desk);
                            desk.as("hana").types("/helpdesk verify @bob");
                            String right = number(desk, "hana");
                            String wrong = desk.as("bob").seesLast().buttons().stream()
                                    .filter(label -> label.matches("[0-9]{2}") && !label.equals(right))
                                    .findFirst()
                                    .orElseThrow();
                            desk.as("bob").presses(wrong);
                            desk.as("heinz").types("/helpdesk verify @bob");
                            desk.as("hana").types("/pin reset @bob reason:lost");
                            assertThat(desk.as("bob").wasOffered(TAKE)).isFalse();
                        })
                        .endsWith(
                                "heinz",
                                "chose a wrong number, or was not on the phone, less than an hour ago",
                                "usecase.CallerVerification",
                                "verify.ask",
                                "blocked"),
                Attack.of("False helpdesk on the telephone", "calls Bob and says to verify him")
                        .goes(desk -> {
                            desk.as("hana").types("/helpdesk verify @alice");
                            desk.as("bob").types("/helpdesk verify");
                        })
                        .endsWith(
                                "bob",
                                "No one of the helpdesk is verifying you",
                                "usecase.CallerVerification",
                                "verify.check",
                                "nobody"),
                Attack.of("A proof is used twice", "proves once to be the caller and has two people changed for")
                        .goes(desk -> {
                            callersProve(desk);
                            desk.as("hana").types("/helpdesk verify @bob");
                            desk.as("bob").presses(number(desk, "hana"));
                            desk.as("hana").types("/pin reset @bob reason:lost").presses("Cancel");
                            desk.as("hana").types("/pin reset @bob reason:again");
                        })
                        .endsWith(
                                "hana",
                                "Bob Berger has to prove first to be who is calling",
                                "usecase.Happenings",
                                "pin.reset",
                                "needs-verification"),
                Attack.of("A proof for a colleague", "Heinz uses what Bob has proved to Hana")
                        .goes(desk -> {
                            callersProve(desk);
                            desk.as("hana").types("/helpdesk verify @bob");
                            desk.as("bob").presses(number(desk, "hana"));
                            desk.as("heinz").types("/pin reset @bob reason:lost");
                        })
                        .endsWith(
                                "heinz",
                                "Bob Berger has to prove first to be who is calling",
                                "usecase.Happenings",
                                "pin.reset",
                                "needs-verification"));
    }

    private static void disowned(Desk desk) {
        desk.as("hana").types("/pin reset @bob reason:lost");
        desk.as("bob").presses(NOT_ME);
    }

    private static Velocity.Recent week(boolean stops, boolean barsSelf) {
        return new Velocity.Recent(Duration.ofDays(7), stops, barsSelf, Set.of());
    }

    private static void velocity(Desk desk, Velocity velocity) {
        Policy now = desk.policy.get();
        Policy next = Policy.of(now.roles(), now.rules(), now.protection(), velocity, now.platforms());
        desk.policy = () -> next;
    }

    /** Nothing is changed for a caller who has not proved to be one. */
    private static void callersProve(Desk desk) {
        Policy now = desk.policy.get();
        Needs proof = new Needs(false, true, null, Set.of("policy"));
        Set<Action> all = EnumSet.allOf(Action.class);
        Rule proved = new Rule(
                "callers",
                0,
                true,
                EnumSet.of(Action.PIN_RESET),
                Set.of("helpdesk"),
                Set.of(Whom.OTHERS),
                Scope.EVERYBODY,
                proof,
                null,
                null,
                null);
        all.remove(Action.PIN_RESET);
        all.remove(Action.DIRECTORY_PASSWORD);
        Policy next = Policy.of(
                now.roles(),
                List.of(
                        proved,
                        Rule.of("helpdesk", true, all, Set.of("helpdesk"), Set.of(Whom.OTHERS), Scope.EVERYBODY),
                        Rule.of(
                                "self",
                                true,
                                EnumSet.of(Action.PIN_RESET),
                                Set.of(),
                                Set.of(Whom.SELF),
                                Scope.EVERYBODY)),
                now.protection(),
                now.velocity(),
                now.platforms());
        desk.policy = () -> next;
    }

    private static String number(Desk desk, String agent) {
        String text = desk.as(agent).reads("caller, once:").stream()
                .reduce((first, second) -> second)
                .orElseThrow();
        Matcher matcher = NUMBER.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void hide(Desk desk, String... accounts) {
        for (String account : accounts) {
            desk.slack.changeUser(account, user -> user.put("is_email_confirmed", false));
        }
        desk.settle();
    }

    /** The six digits of the newest letter. */
    private static String code(Desk desk) {
        return desk.recorded().letters.stream()
                .map(Letter::code)
                .filter(Objects::nonNull)
                .map(Secret::open)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
