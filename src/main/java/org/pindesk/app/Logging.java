package org.pindesk.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Sets how much is logged; how it looks, and which libraries are never asked for more, stands in logback.xml. */
final class Logging {
    private Logging() {}

    /**
     * @param word error, warn, info or debug
     */
    static void level(String word) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(word, Level.INFO));
        }
    }
}
