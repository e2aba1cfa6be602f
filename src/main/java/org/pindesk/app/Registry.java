package org.pindesk.app;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pindesk.command.Catalogue;
import org.pindesk.core.Event;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.usecase.AskForSecret;
import org.pindesk.usecase.EmergencyBrake;
import org.pindesk.usecase.EndRequest;
import org.pindesk.usecase.HandOver;
import org.pindesk.usecase.Home;
import org.pindesk.usecase.MailedOffers;
import org.pindesk.usecase.Notices;
import org.pindesk.usecase.OwnDirectoryPassword;
import org.pindesk.usecase.PinStatus;
import org.pindesk.usecase.PlainAnswer;
import org.pindesk.usecase.RetryVoicemail;
import org.pindesk.usecase.ShowHelp;
import org.pindesk.usecase.TakeSecret;
import org.pindesk.usecase.UnlockPin;
import org.pindesk.usecase.Whom;

/** What there is, one line each: stories by the event that begins them, and telephone systems by kind. */
final class Registry {
    /** Reads a connector's keys; empty when something is missing or wrong, which the keys have noted then. */
    @FunctionalInterface
    interface PbxMaker {
        Optional<Function<AuthLatch, Pbx>> make(String id, String name, Settings settings, Clock clock);
    }

    /**
     * Reads the keys of a chat platform; empty when something is missing or wrong, which the keys have noted then. What makes the chat then
     * gets a place for values of buttons that the platform does not carry.
     */
    @FunctionalInterface
    interface ChatMaker {
        /**
         * @param language of people whose platform does not tell theirs
         * @param zone of people whose platform does not tell theirs
         */
        Optional<Function<LongValues, Chat>> make(Settings settings, Locale language, ZoneId zone, Clock clock);
    }

    /**
     * A chat platform.
     *
     * @param isChannel whether something looks like the id of a channel there
     */
    record ChatKind(ChatMaker maker, Predicate<String> isChannel) {}

    /** Telephone systems by {@code PBX_ID_KIND}. */
    static final Map<String, PbxMaker> SYSTEMS = systems();

    /** Chat platforms by name, which is also how their keys begin: {@code SLACK_…}. */
    static final Map<String, ChatKind> CHATS = chats();

    /** Commands and buttons whose stories may ask by a form. */
    static final Set<String> ASKING_BY_FORM = Set.of(
            "login-help",
            "password.reset",
            "take",
            "save",
            "own-password",
            "break-glass",
            "reset-directory",
            "incident-text",
            "approve",
            "deny-why",
            "helpdesk.whois",
            "helpdesk.freeze",
            "helpdesk.unfreeze",
            "link",
            "link-code",
            "shortcut.reset-pin");

    private Registry() {}

    /** What can be typed here. */
    static Catalogue catalogue(List<Pbx> systems) {
        Map<String, String> names = new LinkedHashMap<>();
        systems.forEach(system -> names.put(system.id(), system.label()));
        return new Catalogue(names);
    }

    /** A line of its own for each, whole names and all: whoever adds a system touches nothing else here. */
    private static Map<String, PbxMaker> systems() {
        Map<String, PbxMaker> systems = new TreeMap<>();
        systems.put("asterisk", org.pindesk.adapter.asterisk.AsteriskKeys::connector);
        systems.put("cucm", org.pindesk.adapter.cucm.CucmKeys::connector);
        systems.put("ucware", org.pindesk.adapter.ucware.UcwareKeys::connector);
        systems.put("unity", org.pindesk.adapter.unity.UnityKeys::connector);
        return Collections.unmodifiableMap(systems);
    }

    /** Likewise; the first one is meant where none is named. */
    private static Map<String, ChatKind> chats() {
        Map<String, ChatKind> chats = new LinkedHashMap<>();
        chats.put(
                "slack",
                new ChatKind(
                        org.pindesk.adapter.slack.SlackKeys::chat, org.pindesk.adapter.slack.SlackKeys::isChannel));
        chats.put(
                "discord",
                new ChatKind(
                        org.pindesk.adapter.discord.DiscordKeys::chat,
                        org.pindesk.adapter.discord.DiscordKeys::isChannel));
        return Collections.unmodifiableMap(chats);
    }

    /** What can be pressed on the bot's own pages. */
    static Map<String, Consumer<Event>> ofPages(
            AskForSecret ask, TakeSecret take, RetryVoicemail retry, EndRequest end) {
        return Map.of(
                "take", take::pressed,
                "phone-only", ask::phoneOnly,
                "retry-voicemail", retry::pressed,
                "keep", end::keep,
                "notme", end::disown);
    }

    /**
     * Every story by the event that begins it.
     *
     * @throws IllegalStateException when two of them begin with the same event
     */
    @SafeVarargs
    static Map<String, Consumer<Event>> stories(Map<String, Consumer<Event>>... groups) {
        Map<String, Consumer<Event>> all = new TreeMap<>();
        for (Map<String, Consumer<Event>> group : groups) {
            group.forEach((event, story) -> {
                if (all.put(event, story) != null) {
                    throw new IllegalStateException("two stories begin with " + event);
                }
            });
        }
        return Collections.unmodifiableMap(all);
    }

    /** New PINs and passwords, and the state of one. */
    static Map<String, Consumer<Event>> ofSecrets(
            AskForSecret ask,
            OwnDirectoryPassword own,
            TakeSecret take,
            RetryVoicemail retry,
            EndRequest end,
            PinStatus status,
            UnlockPin unlock) {
        return Map.ofEntries(
                Map.entry("command:pin.reset", ask::pin),
                Map.entry("command:password.reset", ask::password),
                Map.entry("command:pin.status", status::run),
                Map.entry("command:pin.unlock", unlock::run),
                Map.entry("press:pin-status", status::run),
                Map.entry("press:whom-reset", ask::chosen),
                Map.entry("press:confirm", ask::confirmed),
                Map.entry("press:" + HandOver.CALLED_BACK, ask::confirmed),
                Map.entry("press:decline", end::decline),
                Map.entry("press:save", ask::confirmed),
                Map.entry("press:take", own::taken),
                Map.entry("press:own-password", own::submitted),
                Map.entry("press:phone-only", ask::phoneOnly),
                Map.entry("press:retry-voicemail", retry::pressed),
                Map.entry("press:keep", end::keep),
                Map.entry("press:cancel", end::cancel),
                Map.entry("press:notme", end::disown),
                Map.entry("press:unlock", unlock::pressed),
                Map.entry("press:reset", ask::wantedPin),
                Map.entry("press:reset-directory", ask::wantedDirectoryPassword),
                Map.entry("notice:resume", take::resume),
                Map.entry("notice:unlocked", unlock::tellOwner));
    }

    /** What the helpdesk does about people beside that. */
    static Map<String, Consumer<Event>> ofPeople(
            PinStatus status, EmergencyBrake brake, MailWiring.Aftermath aftermath) {
        return Map.ofEntries(
                Map.entry("command:helpdesk.whois", status::whois),
                Map.entry("command:helpdesk.stop", brake::stop),
                Map.entry("command:helpdesk.resume", brake::resume),
                Map.entry("command:helpdesk.freeze", aftermath.freezing()::freeze),
                Map.entry("command:helpdesk.unfreeze", aftermath.freezing()::unfreeze),
                Map.entry("press:unfreeze", aftermath.unfreezing()::confirm),
                Map.entry("notice:unfreeze-card", aftermath.unfreezing()::card),
                Map.entry("press:whom-whois", status::whois),
                Map.entry("press:whom-freeze", aftermath.freezing()::freeze),
                Map.entry("press:whom-unfreeze", aftermath.freezing()::unfreeze));
    }

    /** What helps somebody who cannot sign in, and the queue. */
    static Map<String, Consumer<Event>> ofLogin(LoginStories login) {
        return Map.ofEntries(
                Map.entry("command:helpdesk.queue", login.queue()::list),
                Map.entry("command:login-help", login.help()::run),
                Map.entry("press:login-help", login.help()::run),
                Map.entry("press:diagnose", login.help()::submitted),
                Map.entry("press:where", login.help()::chosen),
                Map.entry("press:mend", login.mending()::pressed),
                Map.entry("press:ticket", login.examination()::ticket),
                Map.entry("press:ask", login.queue()::ask),
                Map.entry("press:claim", login.queue()::claim),
                Map.entry("press:handover", login.queue()::handOver),
                Map.entry("press:done", login.queue()::done),
                Map.entry("press:works", login.followUp()::works),
                Map.entry("press:still-not", login.followUp()::stillNot),
                Map.entry("press:incident-over", login.incidents()::over),
                Map.entry("press:incident-text", login.incidents()::text),
                Map.entry("press:incident-words", login.incidents()::words),
                Map.entry("notice:mended", login.mending()::tellOwner),
                Map.entry("notice:card", login.queue()::card),
                Map.entry("notice:case", login.queue()::tellAsker),
                Map.entry("notice:works", login.followUp()::ask),
                Map.entry("notice:incident", login.incidents()::card),
                Map.entry("notice:incident-over", login.incidents()::spread),
                Map.entry("notice:over", login.incidents()::tellOver));
    }

    /** Whose a chat account is. */
    static Map<String, Consumer<Event>> ofLinks(LinkWiring.Stories links) {
        return Map.ofEntries(
                Map.entry("command:link", links.linking()::run),
                Map.entry("command:unlink", links.unlinking()::ask),
                Map.entry("command:helpdesk.link", links.vouching()::propose),
                Map.entry("command:helpdesk.unlink", links.unlinking()::byHelpdesk),
                Map.entry("press:link", links.linking()::run),
                Map.entry("press:link-code", links.linking()::run),
                Map.entry("press:unlink", links.unlinking()::confirmed),
                Map.entry("press:vouch", links.vouching()::confirm),
                Map.entry("notice:link-code", links.letters()::sendCode),
                Map.entry("notice:link-security", links.letters()::sendSecurity),
                Map.entry("notice:link-told", links.letters()::tellOther),
                Map.entry("notice:vouch-card", links.vouching()::post));
    }

    /** What others have to agree to. */
    static Map<String, Consumer<Event>> ofApprovals(ApprovalStories approvals) {
        return Map.ofEntries(
                Map.entry("command:helpdesk.approvals", approvals.list()::list),
                Map.entry("press:approve", approvals.approving()::approve),
                Map.entry("press:deny", approvals.approving()::deny),
                Map.entry("press:deny-why", approvals.approving()::why),
                Map.entry("press:claim-approval", approvals.approving()::claim),
                Map.entry("notice:approval-card", approvals.cards()::card),
                Map.entry("notice:approval-remind", approvals.cards()::remind),
                Map.entry("notice:approval-escalate", approvals.cards()::escalate),
                Map.entry("notice:approval-granted", approvals.cards()::announce),
                Map.entry("notice:approval-why", approvals.cards()::why));
    }

    /** Callers who prove who they are. */
    static Map<String, Consumer<Event>> ofVerification(VerificationStories verification) {
        return Map.ofEntries(
                Map.entry("command:helpdesk.verify", verification.asking()::run),
                Map.entry("press:verify-pick", verification.choice()::picked),
                Map.entry("press:verify-no", verification.choice()::notMe),
                Map.entry("notice:verified", verification.notices()::send));
    }

    /** What named people may do while the directory cannot be reached. */
    static Map<String, Consumer<Event>> ofBreakGlass(BreakGlassStories breakGlass) {
        return Map.of(
                "press:break-glass", breakGlass.asking()::submitted,
                "notice:break-glass", breakGlass.notices()::alarm,
                "notice:break-glass-watch", breakGlass.notices()::watch,
                "notice:break-glass-over", breakGlass.notices()::over);
    }

    /** Where somebody begins. */
    static Map<String, Consumer<Event>> ofHome(
            Home home, ShowHelp help, Whom whom, PlainAnswer plain, AskForSecret ask) {
        return Map.ofEntries(
                Map.entry("command:pindesk.help", help::run),
                Map.entry("command:unknown", help::misunderstood),
                Map.entry("command:shortcut.reset-pin", event -> whom.reset(event, ask::pin)),
                Map.entry("command:shortcut.nobody", whom::nobody),
                Map.entry("command:message", plain::run),
                Map.entry("press:home", home::opened));
    }

    /** What people are told beside an answer. */
    static Map<String, Consumer<Event>> ofNotices(
            Notices notices, MailedOffers mailed, MailWiring.Aftermath aftermath) {
        return Map.ofEntries(
                Map.entry("notice:outcome", notices::send),
                Map.entry("notice:closed", notices::send),
                Map.entry("notice:mail", aftermath.mails()::send),
                Map.entry("notice:account-mail", aftermath.accounts()::send),
                Map.entry("notice:alarm", aftermath.alarm()::send),
                Map.entry("notice:burn", aftermath.burning()::run),
                Map.entry("notice:page", mailed::warn));
    }
}
