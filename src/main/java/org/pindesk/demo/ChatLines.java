package org.pindesk.demo;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;

/** The lines that stand for what somebody does in the chat: commands, buttons, forms. Whatever cannot be done is answered in words. */
final class ChatLines {
    private static final Pattern PRESS_OF = Pattern.compile("(.+) of (\\S+)");

    private final SlackSimulator slack;
    private final Consumer<String> system;
    private String account = "hana";

    /**
     * @param system takes words about the lines themselves
     */
    ChatLines(SlackSimulator slack, Consumer<String> system) {
        this.slack = slack;
        this.system = system;
    }

    /** Who types at the moment. */
    String account() {
        return account;
    }

    void as(String known) {
        account = known;
    }

    void command(String line) {
        String[] words = line.split("\\s+", 2);
        slack.command(account, words[0], words.length > 1 ? words[1] : "");
    }

    void press(String rest) {
        Matcher other = PRESS_OF.matcher(rest);
        // a label may hold " of " itself: it is somebody else's button only where a name follows
        boolean pressed = other.matches() && Company.find(other.group(2)).isPresent()
                ? slack.press(account, other.group(1), other.group(2))
                : slack.press(account, rest);
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
        say(slack.fill(
                account, rest.substring(0, at).strip(), rest.substring(at + 1).strip()));
    }

    void submit(String rest) {
        if (rest.isEmpty()) {
            say(slack.submit(account));
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
