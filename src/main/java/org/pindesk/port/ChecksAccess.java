package org.pindesk.port;

/** A chat that can try its credentials without connecting; for the doctor. */
public interface ChecksAccess {
    /**
     * Asks the platform once whether it takes the bot's credentials.
     *
     * @return whose they are, in words for operators
     * @throws org.pindesk.core.PindeskException when they are refused; says where to get others
     * @throws ChatException when the platform does not tell
     */
    String check();
}
