package org.pindesk.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;

/** The lines that stand for what somebody does in the chat: commands, buttons, forms. Whatever cannot be done is answered in words. */
final class ChatLines {
    private static final Pattern PRESS_OF = Pattern.compile("(.+) of (\\S+)");

    private final List<SimulatedChat> chats;
    private final Consumer<String> system;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private SimulatedChat chat;
    private String account = "hana";

    /**
     * @param chats at least one; the first is where people type when no platform is named
     * @param system takes words about the lines themselves
     */
    ChatLines(List<? extends SimulatedChat> chats, Consumer<String> system) {
        this.chats = List.copyOf(chats);
        this.system = system;
        this.chat = this.chats.get(0);
        this.chats.forEach(each -> each.shown(shown -> {
            if (shown.secret() != null) {
                secrets.put(shown.to(), shown.secret());
            }
        }));
    }

    /** The secret that this person was shown last, on whatever platform; null when none was. */
    @Nullable
    String lastSecret(String who) {
        return secrets.get(who);
    }

    /** Who types at the moment. */
    String account() {
        return account;
    }

    /**
     * @param known somebody of the company
     * @param platform null where none was named
     */
    void as(String known, @Nullable String platform) {
        SimulatedChat found = platform == null
                ? chats.get(0)
                : chats.stream()
                        .filter(each -> each.platform().equals(platform))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            system.accept("There is no chat called " + platform + ". There is "
                    + chats.stream().map(SimulatedChat::platform).collect(Collectors.joining(" and ")) + ".");
            return;
        }
        account = known;
        chat = found;
        if (!found.has(known)) {
            system.accept(known + " has no account in " + found.platform() + ".");
        }
    }

    void command(String line) {
        String[] words = line.split("\\s+", 2);
        chat.command(account, words[0], words.length > 1 ? words[1] : "");
    }

    void press(String rest) {
        Matcher other = PRESS_OF.matcher(rest);
        // a label may hold " of " itself: it is somebody else's button only where a name follows
        boolean pressed = other.matches() && Company.find(other.group(2)).isPresent()
                ? chat.press(account, other.group(1), other.group(2))
                : chat.press(account, rest);
        if (!pressed) {
            system.accept("There is no such button: " + rest);
        }
    }

    void fill(String rest) {
        int at = rest.indexOf('=');
        if (at < 1) {
            system.accept("Not understood. Type: fill LABEL=WORDS, for example: fill Where=Desk phone");
            return;
        }
        say(chat.fill(
                account, rest.substring(0, at).strip(), rest.substring(at + 1).strip()));
    }

    void submit(String rest) {
        if (rest.isEmpty()) {
            say(chat.submit(account));
        } else {
            system.accept("Not understood. Type: submit (it sends the form that is open)");
        }
    }

    private void say(@Nullable String problem) {
        if (problem != null) {
            system.accept(problem);
        }
    }
}
