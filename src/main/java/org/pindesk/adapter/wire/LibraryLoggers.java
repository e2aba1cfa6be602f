package org.pindesk.adapter.wire;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Keeps libraries that log what they send and receive from doing so, whatever level is configured. */
public final class LibraryLoggers {
    private LibraryLoggers() {}

    /** Loggers of this name, and below it, log at INFO at most; stricter ones stay. */
    public static void quiet(String name) {
        cap(name, Level.INFO);
    }

    /** Loggers of this name, and below it, log nothing. */
    public static void silence(String name) {
        cap(name, Level.OFF);
    }

    private static void cap(String name, Level least) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            cap(context.getLogger(name), least, true);
            for (Logger logger : context.getLoggerList()) {
                if (logger.getName().startsWith(name + ".")) {
                    cap(logger, least, false);
                }
            }
        }
    }

    private static void cap(Logger logger, Level least, boolean always) {
        Level level = logger.getLevel();
        if (level == null ? always : !level.isGreaterOrEqual(least)) {
            logger.setLevel(least);
        }
    }
}
