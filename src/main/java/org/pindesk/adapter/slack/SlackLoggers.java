package org.pindesk.adapter.slack;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Keeps the Slack SDK's loggers at INFO or above: at DEBUG they write frames, request bodies and tokens, and so secrets. */
final class SlackLoggers {
    private static final String SDK = "com.slack.api";

    private SlackLoggers() {}

    static void cap() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            cap(context.getLogger(SDK), true);
            for (Logger logger : context.getLoggerList()) {
                if (logger.getName().startsWith(SDK + ".")) {
                    cap(logger, false);
                }
            }
        }
    }

    private static void cap(Logger logger, boolean always) {
        Level level = logger.getLevel();
        if (level == null ? always : !level.isGreaterOrEqual(Level.INFO)) {
            logger.setLevel(Level.INFO);
        }
    }
}
