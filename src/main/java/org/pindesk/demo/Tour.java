package org.pindesk.demo;

import java.util.List;

/** The main job in one minute: what {@code ./pindesk demo} shows to somebody who has never seen it. */
final class Tour {
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
            new Step("A director is protected: Hana's wish waits for Anna, and Dora is sent nothing yet:", "as hana"),
            new Step("", "/pin reset @dora reason:asked by telephone"),
            new Step(
                    "Harvey cannot get into the telephone system's web page, and the page does not say why:",
                    "portal harvey Start.123456"),
            new Step("Hana asks Pindesk:", "/login-help @harvey where:portal"),
            new Step("", "press Add to Standard CCM End Users"),
            new Step("One cause is mended, and the second one is on top now. Hana offers a new Windows password:", ""),
            new Step("", "press Reset Windows password"),
            new Step("", "as harvey"),
            new Step("", "press Get my new password"),
            new Step("At his computer Harvey chooses one of his own, and the page lets him in:", ""),
            new Step("", "computer harvey LAST My-own.Words-27"),
            new Step("", "portal harvey My-own.Words-27"));

    private final Console console;
    private final Printer printer;

    Tour(Console console, Printer printer) {
        this.console = console;
        this.printer = printer;
    }

    void run() {
        for (Step step : STEPS) {
            if (!step.remark().isEmpty()) {
                printer.remark("\n" + step.remark());
            }
            if (!step.line().isEmpty()) {
                printer.remark("> " + step.line());
                console.type(step.line());
            }
        }
        printer.remark(
                "\nThat was the tour. Type yourself with: ./pindesk demo --console   (people: ./pindesk demo --people)");
    }
}
