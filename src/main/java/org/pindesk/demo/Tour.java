package org.pindesk.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.demo.mail.ReceivedMail;

/**
 * The main jobs in a minute or two: what {@code ./pindesk demo} shows to somebody who has never seen it. What nobody knows before it is
 * shown stands in braces: <code>{code anna}</code> on her authenticator, <code>{mail dina}</code> in her newest mail, <code>{read
 * hana}</code> the number that she is to read aloud.
 */
final class Tour {
    private static final Pattern SEEN = Pattern.compile("\\{(code|mail|read) (\\w+)}");
    private static final Pattern SIX_DIGITS = Pattern.compile("\\b\\d{3} ?\\d{3}\\b");
    private static final Pattern TO_READ = Pattern.compile("once: (\\d+)");

    private record Step(String remark, String line) {}

    private static final List<Step> STEPS = List.of(
            new Step("Hana from the helpdesk offers Bob a new telephone PIN:", "as hana"),
            new Step("", "/pin reset @bob reason:lost"),
            new Step("Nothing is changed yet. Bob's old PIN still signs in at his desk phone:", "phone bob 481516"),
            new Step("Somebody else presses Bob's button:", "as alice"),
            new Step("", "press Get my new PIN of bob"),
            new Step("Bob takes his new PIN. Only now is it made, written, proved and shown to him alone:", "as bob"),
            new Step("", "press Get my new PIN"),
            new Step("At the desk phone the new PIN signs in, and the old one does not:", "phone bob LAST"),
            new Step("", "phone bob 481516"),
            new Step("Bob has it; nobody can see it again:", "press I have it"),
            new Step(
                    "Alice helps herself. The telephone system loses the line in the middle of the write:", "as alice"),
            new Step("", "world cucm drop-after-write"),
            new Step("", "/pin reset"),
            new Step("", "world cucm up"),
            new Step("What she was told is true:", "phone alice LAST"),
            new Step("", "press I have it"),
            new Step("Somebody calls and says that she is Alice. Hana lets her prove it by a number:", "as hana"),
            new Step("", "/helpdesk verify @alice"),
            new Step("Hana reads it aloud, and Alice chooses it among three:", "as alice"),
            new Step("", "press {read hana}"),
            new Step("A director is protected: Hana's wish waits for Anna, and Dora is sent nothing yet:", "as hana"),
            new Step("", "/pin reset @dora reason:asked by telephone"),
            new Step("Anna approves, with the code that her authenticator shows:", "as anna"),
            new Step("", "press Approve"),
            new Step("", "fill Code={code anna}"),
            new Step("", "submit"),
            new Step("Only now Dora has an offer, and she takes it:", "as dora"),
            new Step("", "press Get my new PIN"),
            new Step("", "phone dora LAST"),
            new Step("", "press I have it"),
            new Step(
                    "Harvey cannot get into the telephone system's web page, and the page does not say why:",
                    "portal harvey Start.123456"),
            new Step("Hana asks Pindesk:", "as hana"),
            new Step("", "/login-help @harvey where:portal"),
            new Step("", "press Add to Standard CCM End Users"),
            new Step("One cause is mended, and the second one is on top now. Hana offers a new Windows password:", ""),
            new Step("", "press Reset Windows password"),
            new Step("", "as harvey"),
            new Step("", "press Get my new password"),
            new Step("At his computer Harvey chooses one of his own, and the page lets him in:", ""),
            new Step("", "computer harvey LAST My-own.Words-27"),
            new Step("", "portal harvey My-own.Words-27"),
            new Step("Dina is on Discord, where nobody can be known by a mail address. She proves who she is:", ""),
            new Step("", "as dina@discord"),
            new Step("", "/link who:dina"),
            new Step("", "mail dina"),
            new Step("", "/link code:{mail dina}"),
            new Step("From now on the bot knows her there:", "/pin reset"),
            new Step("", "phone dina LAST"),
            new Step("", "press I have it"));

    private final World world;
    private final Console console;
    private final Printer printer;
    private final Map<String, String> numbers = new ConcurrentHashMap<>();

    Tour(World world, Console console, Printer printer) {
        this.world = world;
        this.console = console;
        this.printer = printer;
        world.chats.forEach(chat -> chat.shown(shown -> {
            Matcher number = TO_READ.matcher(shown.text());
            if (number.find()) {
                numbers.put(shown.to(), number.group(1));
            }
        }));
    }

    void run() {
        for (Step step : STEPS) {
            if (!step.remark().isEmpty()) {
                printer.remark("\n" + step.remark());
            }
            if (!step.line().isEmpty()) {
                String line = SEEN.matcher(step.line()).replaceAll(seen -> seen(seen.group(1), seen.group(2)));
                printer.remark("> " + line);
                console.type(line);
            }
        }
        printer.remark(
                "\nThat was the tour. Type yourself with: ./pindesk demo --console   (people: ./pindesk demo --people)");
    }

    /** The empty word for what was never shown: the line is answered in words then, as anybody's would be. */
    private String seen(String where, String who) {
        return switch (where) {
            case "code" -> String.valueOf(world.authenticators().code(who)).replace(" ", "");
            case "mail" -> mailed(who);
            default -> numbers.getOrDefault(who, "");
        };
    }

    private String mailed(String who) {
        List<ReceivedMail> box = world.mail.mails(who);
        Matcher digits =
                SIX_DIGITS.matcher(box.isEmpty() ? "" : box.get(box.size() - 1).text());
        return digits.find() ? digits.group().replace(" ", "") : "";
    }
}
