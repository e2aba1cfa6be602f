package org.pindesk.adapter.discord;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.SessionController;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway session. JDA resumes and reconnects by itself, waiting longer each time; here is what comes before: the first sign-in is tried
 * again while Discord cannot be reached, once a token is refused there is no further try. Discord resets the token of a bot that identifies more
 * than 1000 times a day.
 */
final class DiscordConnection {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordConnection.class);
    private static final Duration FIRST_SIGN_IN = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_RECONNECT_SECONDS = 120;

    private final DiscordSettings settings;
    private final ScheduledExecutorService timer;
    private final ExecutorService events;
    private final Duration pause;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile @Nullable JDA jda;
    private volatile @Nullable PindeskException refused;
    private volatile List<EventListener> started = List.of();
    private volatile boolean closed;

    /**
     * @param timer for trying again
     * @param events where handlers run: never on the thread that reads the gateway
     * @param pause before the second try; it doubles
     */
    DiscordConnection(
            DiscordSettings settings, ScheduledExecutorService timer, ExecutorService events, Duration pause) {
        this.settings = settings;
        this.timer = timer;
        this.events = events;
        this.pause = pause;
    }

    /**
     * Signs in and connects in the background.
     *
     * @throws PindeskException when Discord refuses the token at once
     */
    void start(List<EventListener> listeners) {
        started = List.copyOf(listeners);
        timer.execute(() -> signIn(listeners, pause));
        try {
            if (!tried.await(FIRST_SIGN_IN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Discord does not answer yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PindeskException why = refused;
        if (why != null) {
            throw why;
        }
    }

    /**
     * One further try, should Discord have refused the token or ended the session for good; nothing happens else. Discord never takes a token
     * again that was reset: for that there is a new one, and a new start. What an administrator can put right without are the bot's intents and
     * an application that was disabled.
     */
    void signInAgain() {
        timer.execute(this::signInIfOver);
    }

    private synchronized void signInIfOver() {
        JDA before = jda;
        boolean over = before == null
                ? refused != null
                : before.getStatus() == JDA.Status.SHUTDOWN || before.getStatus() == JDA.Status.FAILED_TO_LOGIN;
        if (over) {
            refused = null;
            // from here on it is under way, as at the start
            jda = null;
            signIn(started, pause);
        }
    }

    private void signIn(List<EventListener> listeners, Duration next) {
        if (closed) {
            return;
        }
        try {
            JDA signedIn = build(controller(), listeners);
            jda = signedIn;
            if (closed) {
                signedIn.shutdownNow();
            }
        } catch (InvalidTokenException e) {
            refused = badToken();
            LOG.error("{}", badToken().getMessage());
        } catch (RuntimeException e) {
            // not the message: it may hold an address
            LOG.warn(
                    "Discord cannot be reached, next try in {} s: {}",
                    next.toSeconds(),
                    e.getClass().getSimpleName());
            Duration doubled = next.multipliedBy(2);
            again(listeners, next, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        } finally {
            tried.countDown();
        }
    }

    private void again(List<EventListener> listeners, Duration wait, Duration next) {
        try {
            timer.schedule(() -> signIn(listeners, next), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile");
        }
    }

    private JDA build(SessionController controller, List<EventListener> listeners) {
        MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
        JDABuilder builder = JDABuilder.createLight(settings.botToken().open(), List.of())
                .setRestConfig(new RestConfig().setBaseUrl(settings.api().toString()))
                .setSessionController(controller)
                .setCompression(Compression.NONE)
                .setEnableShutdownHook(false)
                .setRequestTimeoutRetry(false)
                .setMaxReconnectDelay(LONGEST_RECONNECT_SECONDS)
                .setEventPool(events, false)
                .setContextEnabled(false)
                .addEventListeners((EventListener) this::onEvent);
        listeners.forEach(builder::addEventListeners);
        return builder.build();
    }

    /** The one that tells where the gateway is, if that is not Discord's own. */
    private SessionController controller() {
        return new ConcurrentSessionController() {
            @Override
            public String getGateway() {
                return settings.gateway() == null
                        ? super.getGateway()
                        : settings.gateway().toString();
            }
        };
    }

    /** JDA's own words about this stay unsaid: beside them stand whole events. */
    private void onEvent(GenericEvent event) {
        if (event instanceof ReadyEvent) {
            LOG.info("Discord: connected");
        } else if (event instanceof SessionResumeEvent) {
            LOG.info("Discord: connected again, nothing was missed");
        } else if (event instanceof SessionDisconnectEvent ended) {
            LOG.info("Discord: disconnected ({}), connecting again", word(ended.getCloseCode()));
        } else if (event instanceof ShutdownEvent ended && !closed && jda != null) {
            CloseCode code = ended.getCloseCode();
            String remedy = code == CloseCode.AUTHENTICATION_FAILED
                    ? "get a new DISCORD_BOT_TOKEN at " + DiscordSettings.TOKEN_FROM + ", and start again"
                    : "start again when this is mended";
            LOG.error("Discord ended the session for good ({}): {}", word(code), remedy);
        }
    }

    private static String word(@Nullable CloseCode code) {
        return code == null
                ? "no reason given"
                : code.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static PindeskException badToken() {
        return new PindeskException(
                Problem.CONFIGURATION,
                "Discord does not take DISCORD_BOT_TOKEN; get one at " + DiscordSettings.TOKEN_FROM);
    }

    /**
     * For calls of the REST API.
     *
     * @throws org.pindesk.port.ChatException (LATER) before the first sign-in
     */
    JDA jda() {
        JDA signedIn = jda;
        if (signedIn == null) {
            throw Refusal.later("Discord cannot be reached: not signed in yet", null, null);
        }
        return signedIn;
    }

    boolean connected() {
        JDA signedIn = jda;
        return signedIn != null && signedIn.getStatus() == JDA.Status.CONNECTED;
    }

    /**
     * Signs in without opening a gateway session; whoever asks shuts it down.
     *
     * @throws PindeskException when Discord does not take the token
     * @throws org.pindesk.port.ChatException when Discord cannot be reached
     */
    JDA signInOnly() {
        try {
            return build(
                    new ConcurrentSessionController() {
                        @Override
                        public void appendSession(SessionConnectNode node) {
                            // never connected
                        }
                    },
                    List.of());
        } catch (InvalidTokenException e) {
            throw badToken();
        } catch (RuntimeException e) {
            throw Refusal.later("Discord cannot be reached: " + e.getClass().getSimpleName(), null, null);
        }
    }

    void close() {
        closed = true;
        JDA signedIn = jda;
        if (signedIn != null) {
            signedIn.shutdownNow();
        }
    }
}
