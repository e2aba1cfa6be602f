package org.pindesk.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.demo.mail.ReceivedMail;

/** Types lines into the demo company and prints what people see. */
final class Console {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration RECONNECTS_WITHIN = Duration.ofSeconds(8);
    private static final Pattern CLOCK = Pattern.compile("\\+(\\d{1,6})([smhd])");
    private static final Map<String, String> NOT_YET = Map.of("attach", "files for bulk commands");

    private final World world;
    private final Printer printer;
    private final AtTheComputer computer;
    private final Map<String, Fault> faults = new HashMap<>();
    private final ChatLines chat;

    Console(World world, Printer printer) {
        this.world = world;
        this.printer = printer;
        this.chat = new ChatLines(world.chats, this::system);
        this.computer = new AtTheComputer(world.staff, world.directory, chat::lastSecret);
        world.chats.forEach(each -> each.shown(shown -> printer.print(Printed.of(shown))));
    }

    /** Reads until the input ends. */
    void run(BufferedReader input) throws IOException {
        int number = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            number++;
            type(line.strip());
            printer.done(number);
        }
    }

    /** Types one line and waits until only timers remain. */
    void type(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            obey(line);
        } catch (IOException | RuntimeException e) {
            // whatever a line brings about, the next one is read
            system("That did not work: " + e.getMessage());
        }
        settle(end);
    }

    private void settle(long end) {
        int calm = 0;
        while (calm < 2 && System.nanoTime() < end) {
            calm = world.idle() ? calm + 1 : 0;
            if (calm < 2) {
                BotProcess.pause(15);
            }
        }
    }

    private void obey(String line) throws IOException {
        if (line.startsWith("/")) {
            chat.command(line);
            return;
        }
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "as":
                as(rest);
                break;
            case "press":
                chat.press(rest);
                break;
            case "fill":
                chat.fill(rest);
                break;
            case "submit":
                chat.submit(rest);
                break;
            case "phone":
                phone(rest);
                break;
            case "computer":
                printer.print(computer.signIn(chat.account(), rest));
                break;
            case "voicemail":
                voicemail(rest);
                break;
            case "portal":
                portal(rest);
                break;
            case "totp":
                totp(rest.strip());
                break;
            case "mail":
                mail(rest);
                break;
            case "locale":
                locale(rest);
                break;
            case "world":
                misbehave(rest);
                break;
            case "clock":
                clock(rest);
                break;
            case "kill":
                world.killBot();
                break;
            case "audit":
                audit(rest);
                break;
            default:
                unknown(words[0]);
        }
    }

    private void unknown(String word) {
        String what = NOT_YET.get(word);
        system(
                what == null
                        ? "I do not know this line. Lines: as NAME, /command, press LABEL [of NAME], fill LABEL=WORDS, submit, phone NAME"
                                + " PIN|LAST, voicemail NAME PIN|LAST, portal NAME PASSWORD|LAST, computer NAME PASSWORD|LAST [NEW], mail NAME, totp NAME, locale NAME en|de, world SYSTEM"
                                + " FAULT, clock +10m, kill, audit export FILE"
                        : "Not in this version yet: " + what + ".");
    }

    private void as(String who) {
        String[] parts = who.split("@", 2);
        if (known(parts[0])) {
            chat.as(parts[0], parts.length == 2 ? parts[1] : null);
        }
    }

    private void phone(String rest) {
        String[] words = rest.split("\\s+");
        if (words.length != 2 || !known(words[0])) {
            usage("phone NAME PIN, for example: phone bob 481516, or: phone bob LAST");
            return;
        }
        String pin = words[1].equals("LAST") ? chat.lastSecret(words[0]) : words[1];
        if (pin == null) {
            system("Nothing secret has been shown to " + words[0] + " yet.");
            return;
        }
        String said = onUcware(words[0]) ? world.ucware.phone(words[0], pin) : world.cucm.phoneSignIn(words[0], pin);
        printer.print(Printed.plain(words[0], "phone", said));
    }

    private boolean onUcware(String account) {
        return world.staff.find(account).map(Employee::isOnUcware).orElse(false);
    }

    private void voicemail(String rest) {
        String[] words = rest.split("\\s+");
        if (words.length != 2 || !known(words[0])) {
            usage("voicemail NAME PIN, for example: voicemail bob 481516, or: voicemail bob LAST");
            return;
        }
        String pin = words[1].equals("LAST") ? chat.lastSecret(words[0]) : words[1];
        if (pin == null) {
            system("Nothing secret has been shown to " + words[0] + " yet.");
            return;
        }
        printer.print(Printed.plain(words[0], "voicemail", world.unity.voicemail(words[0], pin)));
    }

    private void portal(String rest) {
        String[] words = rest.split("\\s+");
        if (words.length != 2 || !known(words[0])) {
            usage("portal NAME PASSWORD, for example: portal harvey Start.123456, or: portal harvey LAST");
            return;
        }
        String secret = words[1].equals("LAST") ? chat.lastSecret(words[0]) : words[1];
        if (secret == null) {
            system("Nothing secret has been shown to " + words[0] + " yet.");
            return;
        }
        String said = onUcware(words[0]) ? world.ucware.portal(words[0], secret) : world.cucm.portal(words[0], secret);
        printer.print(Printed.plain(words[0], "portal", said));
    }

    private void mail(String rest) {
        String name = rest.strip();
        if (!name.matches("\\S+")) {
            usage("mail NAME, for example: mail bob, or: mail " + MailSimulator.SECURITY);
        } else if (name.equals(MailSimulator.SECURITY) || known(name)) {
            List<ReceivedMail> box = world.mail.mails(name);
            box.forEach(mail -> printer.print(Printed.of(name, mail)));
            if (box.isEmpty()) {
                system("There is no mail for " + name + ".");
            }
        }
    }

    private void locale(String rest) {
        String[] words = rest.split("\\s+");
        if (words.length != 2 || !words[1].matches("en|de")) {
            usage("locale NAME en|de");
        } else if (known(words[0])) {
            world.chats.stream().filter(each -> each.has(words[0])).forEach(each -> each.setLocale(words[0], words[1]));
        }
    }

    private void totp(String who) {
        if (!known(who)) {
            return;
        }
        String code = world.authenticators().code(who);
        if (code == null) {
            system(who
                    + " has no authenticator. At the bot's server an administrator enrols one: ./pindesk authenticator add "
                    + who + ". In this company anna, lena and harvey have one.");
            return;
        }
        long left = world.authenticators().secondsLeft();
        printer.print(Printed.plain(who, "system", "Code: " + code + " (good once, changes in " + left + " s)"));
    }

    private void misbehave(String rest) throws IOException {
        String[] words = rest.split("\\s+", 2);
        String system = words[0].toLowerCase(Locale.ROOT);
        String how = words.length > 1 ? words[1].strip() : "";
        Optional<SimulatedChat> platform = world.chats.stream()
                .filter(each -> each.platform().equals(system))
                .findFirst();
        if (platform.isPresent() && how.matches("dm-(closed|open) \\S+")) {
            String who = how.split("\\s+")[1];
            if (known(who)) {
                platform.get().closeDm(who, how.startsWith("dm-closed"));
            }
            return;
        }
        if (system.equals("unity") && how.matches("sync (on|off)")) {
            world.unity.sync(how.endsWith("on"));
            return;
        }
        // a mail server refuses addresses, not secrets
        Optional<Fault> fault = Fault.parse(system.equals("mail") && how.equals("refuse") ? "refuse trivial" : how);
        if (fault.isEmpty()) {
            usage(
                    "world cucm|unity|ucware|ad|mail|slack|discord up|down|hang|slow 3s|throttle 30%|refuse trivial|drop-after-write|lie|wrong-password, or world"
                            + " slack dm-closed NAME, or world unity sync on|off");
        } else if (system.equals("cucm")) {
            world.cucm.misbehave(fault.get());
            afterwards("cucm", fault.get());
        } else if (system.equals("unity")) {
            world.unity.misbehave(fault.get());
            afterwards("unity", fault.get());
        } else if (system.equals("ucware")) {
            world.ucware.misbehave(fault.get());
            afterwards("ucware", fault.get());
        } else if (system.equals("ad") || system.equals("ldap")) {
            world.directory.misbehave(fault.get());
            afterwards("ad", fault.get());
        } else if (system.equals("mail")) {
            world.mail.misbehave(fault.get());
            afterwards("mail", fault.get());
        } else if (platform.isPresent()) {
            platform.get().misbehave(fault.get());
            if (fault.get().is(Fault.Kind.UP)) {
                reconnected();
            }
        } else {
            usage("world SYSTEM FAULT; systems are cucm, unity, ucware, ad (or ldap), mail, slack and discord");
        }
    }

    /** What is typed right after "up" must reach the bot. */
    private void reconnected() {
        long end = System.nanoTime() + RECONNECTS_WITHIN.toNanos();
        while (!world.connected() && System.nanoTime() < end) {
            BotProcess.pause(50);
        }
    }

    /** A service account that was refused is not tried again by itself; putting it right includes telling the bot so. */
    private void afterwards(String system, Fault fault) throws IOException {
        Fault before = faults.put(system, fault);
        if (before != null && before.is(Fault.Kind.WRONG_PASSWORD) && fault.is(Fault.Kind.UP)) {
            world.signInAgain();
            system("The service account is right again, and the bot has been told to sign in with it.");
        }
    }

    private void clock(String rest) throws IOException {
        Matcher matcher = CLOCK.matcher(rest.strip());
        if (!matcher.matches()) {
            usage("clock +10m (s, m, h or d)");
            return;
        }
        long amount = Long.parseLong(matcher.group(1));
        switch (matcher.group(2)) {
            case "s":
                world.advance(Duration.ofSeconds(amount));
                break;
            case "m":
                world.advance(Duration.ofMinutes(amount));
                break;
            case "h":
                world.advance(Duration.ofHours(amount));
                break;
            default:
                world.advance(Duration.ofDays(amount));
        }
    }

    private void audit(String rest) throws IOException {
        String[] words = rest.split("\\s+", 2);
        if (words.length != 2 || !words[0].equals("export")) {
            usage("audit export FILE");
            return;
        }
        long rows = world.exportAudit(Path.of(words[1]));
        system("Audit: " + rows + " rows written to " + words[1] + ", the key to " + words[1] + ".key");
    }

    private boolean known(String who) {
        Optional<Employee> employee = world.staff.find(who);
        if (employee.isEmpty()) {
            system("Nobody is called " + who + ". See ./pindesk demo --people");
        }
        return employee.isPresent();
    }

    private void usage(String form) {
        system("Not understood. Type: " + form);
    }

    private void system(String text) {
        printer.print(Printed.plain(chat.account(), "system", text));
    }
}
