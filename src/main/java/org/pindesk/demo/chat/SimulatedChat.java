package org.pindesk.demo.chat;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;

/** A simulated chat platform with the people of the company in front of it. Accounts are named as in the company. */
public interface SimulatedChat extends AutoCloseable {
    /** {@code slack}, {@code discord}. */
    String platform();

    /** Whether this person has an account here. */
    boolean has(String account);

    /** Listens to everything that appears on people's screens. Called in order; it must not wait for the bot. */
    void shown(Consumer<Shown> listener);

    /** Types a slash command, for example {@code "/pin", "reset @bob"}. */
    void command(String account, String command, String text);

    /**
     * Presses the newest button of that label on this person's screen, else the newest that was ever there.
     *
     * @return false when there never was one
     */
    boolean press(String account, String label);

    /** The same with a button that another person was shown: what a forged request looks like. */
    boolean press(String account, String label, String ofAccount);

    /**
     * Fills a field of the form that this person has open; words that are empty empty it.
     *
     * @return what is wrong, with what there is; null when it is filled
     */
    @Nullable
    String fill(String account, String label, String words);

    /**
     * Sends the form that this person has open.
     *
     * @return what is wrong, null when it was sent
     */
    @Nullable
    String submit(String account);

    /** Changes somebody's language. */
    void setLocale(String account, String locale);

    /** While closed, direct messages to this person are refused. */
    void closeDm(String account, boolean closed);

    /**
     * @throws IllegalArgumentException for faults that a chat platform cannot have
     */
    void misbehave(Fault fault);

    /** What the bot did that the platform would refuse or that breaks a documented rule. */
    List<String> violations();

    /** True when no acknowledgement is awaited and no call is being answered. */
    boolean idle();

    @Override
    void close();
}
