package org.pindesk.core;

import java.util.List;
import java.util.Locale;

/**
 * A mail to one address. Never holds a secret that opens an account: it tells what happened, and where to go.
 *
 * @param id the same for every try of the same letter; becomes its Message-ID, so that a repeated one can be recognised
 * @param to mail address, checked before with {@link org.pindesk.port.Mail#refuses}
 * @param language of the words
 * @param subject one line
 * @param paragraphs the words, in order, free of markup: every character is shown literally
 * @param doors links to the bot's own pages, below the words; empty where there are none
 */
public record Letter(String id, String to, Locale language, String subject, List<String> paragraphs, List<Door> doors) {
    public Letter {
        subject = Moment.plain(subject);
        paragraphs = paragraphs.stream().map(Moment::plain).toList();
        doors = List.copyOf(doors);
    }

    /**
     * A link to one of the bot's own pages.
     *
     * @param label what it says
     * @param ticket what stands in the address and opens the page; whoever has it may open it
     */
    public record Door(String label, Secret ticket) {}
}
