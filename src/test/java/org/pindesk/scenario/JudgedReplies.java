package org.pindesk.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pindesk.adapter.discord.DiscordJudge;
import org.pindesk.adapter.slack.SlackJudge;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Moment;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.Chat;
import org.pindesk.port.Inbox;
import org.pindesk.port.Profile;

/**
 * Remembers every reply that reaches a chat, and judges each on both platforms, whichever it was meant for: so every story is one about Slack's
 * and Discord's limits too. A reply is words already when it gets here, in the language of its reader; German ones come from stories whose
 * people read German ({@link EverythingInBothLanguagesTest}), since nothing in the program should be able to say a thing twice for a test's sake.
 */
final class JudgedReplies {
    /** Forms that Discord has no modal for, by the action that sends them, and why that is right. */
    private static final Set<String> SLACK_ONLY = Set.of("whom-reset", "whom-whois", "whom-freeze", "whom-unfreeze");

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final Queue<List<Reply>> pages = new ConcurrentLinkedQueue<>();

    /** The same chat, listened to. */
    Chat listeningTo(Chat chat) {
        return new Listening(chat);
    }

    /** How many were said so far, home pages not counted. */
    int count() {
        return replies.size();
    }

    /** The words of all replies, secrets not among them, with their titles and buttons. */
    List<String> texts() {
        return replies.stream()
                .map(reply -> reply.title() + "\n" + Moment.plain(reply.text()) + "\n"
                        + reply.buttons().stream().map(Reply.Button::label).toList())
                .distinct()
                .toList();
    }

    /** What is wrong, each fault once. */
    Set<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Reply reply : replies) {
            faults.addAll(SlackJudge.faults(reply));
            DiscordJudge.faults(reply).stream()
                    .filter(fault -> !(fault.startsWith("Discord modal: the form does not fit")
                            && SLACK_ONLY.contains(reply.buttons().get(0).action())))
                    .forEach(faults::add);
        }
        pages.forEach(page -> faults.addAll(SlackJudge.faultsOfHome(page)));
        return new TreeSet<>(faults);
    }

    private Reply heard(Reply reply) {
        replies.add(reply);
        return reply;
    }

    private final class Listening implements Chat {
        private final Chat chat;

        Listening(Chat chat) {
            this.chat = chat;
        }

        @Override
        public String platform() {
            return chat.platform();
        }

        @Override
        public void start(Inbox inbox) {
            chat.start(inbox);
        }

        @Override
        public boolean connected() {
            return chat.connected();
        }

        @Override
        public Profile profile(ChatUser user) {
            return chat.profile(user);
        }

        @Override
        public Optional<Profile> knownProfile(ChatUser user) {
            return chat.knownProfile(user);
        }

        @Override
        public Optional<ChatUser> findByMail(String mail) {
            return chat.findByMail(mail);
        }

        @Override
        public void reply(ChatUser user, Origin origin, Reply reply) {
            chat.reply(user, origin, heard(reply));
        }

        @Override
        public MessageRef direct(ChatUser user, Reply reply) {
            return chat.direct(user, heard(reply));
        }

        @Override
        public Optional<String> unfit(String channel) {
            return chat.unfit(channel);
        }

        @Override
        public MessageRef post(String channel, Reply reply) {
            return chat.post(channel, heard(reply));
        }

        @Override
        public void update(MessageRef message, Reply reply) {
            chat.update(message, heard(reply));
        }

        @Override
        public boolean openWindow(Event event, Reply reply) {
            return chat.openWindow(event, heard(reply));
        }

        @Override
        public Place show(Event event, Reply reply) {
            return chat.show(event, heard(reply));
        }

        @Override
        public void home(ChatUser user, List<Reply> page) {
            pages.add(page);
            chat.home(user, page);
        }

        @Override
        public void finishWindow(Event event, Reply reply) {
            chat.finishWindow(event, heard(reply));
        }

        @Override
        public void close() {
            chat.close();
        }
    }
}
