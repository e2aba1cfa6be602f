package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox;
import org.pindesk.port.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slack. Events come by Socket Mode, so no port is open to the outside. A secret goes into windows and ephemeral messages only; asked
 * to send one in a message that stays, this class throws. A direct message whose answer was lost on the way may be sent twice: Slack
 * has no way to ask for "once".
 */
public final class SlackChat implements Chat {
    private static final Logger LOG = LoggerFactory.getLogger(SlackChat.class);

    private final SlackSettings settings;
    private final Threads threads = new Threads();
    private final Slack slack;
    private final OkHttpClient http;
    private final WebApi web;
    private final AckGate gate;
    private final ResponseUrls responses;
    private final Windows windows;
    private final Profiles profiles;
    private final Channels channels;
    private final Messages messages;
    private final HomeTab homeTab;
    private final SlackConnection connection;
    private final ThreadPoolExecutor later;

    public SlackChat(SlackSettings settings, Clock clock) {
        this(settings, clock, SlackConnection.CHECK_EVERY);
    }

    SlackChat(SlackSettings settings, Clock clock, Duration checkEvery) {
        SlackLoggers.cap();
        this.settings = settings;
        this.slack = Slack.getInstance(config(settings, threads));
        this.http = client(settings.proxy());
        this.web = new WebApi(http, settings.api(), settings.botToken());
        this.gate = new AckGate(threads.createThreadScheduledExecutor("slack-ack-gate"));
        this.responses = new ResponseUrls(web, settings.api(), gate);
        this.windows = new Windows(web, gate);
        this.profiles = new Profiles(web, clock);
        this.channels = new Channels(web, clock);
        this.messages = new Messages(web, channels);
        this.homeTab = new HomeTab(web);
        this.connection = new SlackConnection(settings, web, profiles::dropAll, checkEvery);
        this.later = new ThreadPoolExecutor(
                2,
                2,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(200),
                Threads.daemons("slack-late-answer"),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public String platform() {
        return SlackHandlers.PLATFORM;
    }

    @Override
    public void start(Inbox inbox) {
        AppConfig config = AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(null)
                .clientId(null)
                .signingSecret(null)
                .executorServiceProvider(threads)
                .allEventsApiAutoAckEnabled(true)
                .unmatchedRequestHandler(
                        request -> SlackHandlers.onUnmatched(request.getRequestType() == RequestType.Command))
                .build();
        // no middleware: Bolt's own would ask auth.test in front of a handler; the team is checked in the handlers
        App app = new App(config, new ArrayList<>());
        SlackHandlers handlers = new SlackHandlers(
                settings.commands(),
                inbox,
                connection::team,
                later,
                (sender, reply) -> reply(sender.user(), sender.origin(), reply),
                gate,
                windows);
        handlers.register(app, user -> {
            if (user != null && user.getId() != null) {
                profiles.drop(user.getId());
            } else {
                profiles.dropAll();
            }
        });
        if (settings.plainLanguage()) {
            new DirectMessages(inbox, connection::team, handlers::late).register(app);
        }
        try {
            connection.start(app);
        } catch (IOException e) {
            throw new PindeskException(Problem.INTERNAL, "Slack: Bolt could not be set up", e);
        }
        LOG.info("Slack: {}", connection.connected() ? "connected" : "not connected yet, trying in the background");
    }

    /** Asks Slack whose the bot token is, without connecting; for the doctor. Throws what {@link #start} would throw. */
    public String check() {
        return "the bot token is taken by workspace " + connection.requireTeam().id();
    }

    @Override
    public boolean connected() {
        return connection.connected();
    }

    @Override
    public Profile profile(ChatUser user) {
        return profiles.of(user, connection.requireTeam());
    }

    @Override
    public Optional<Profile> knownProfile(ChatUser user) {
        return profiles.known(user);
    }

    @Override
    public Optional<ChatUser> findByMail(String mail) {
        try {
            JsonNode user =
                    web.call("users.lookupByEmail", Map.of("email", mail)).path("user");
            String id = user.path("id").asText("");
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ChatUser(platform(), connection.requireTeam().id(), id));
        } catch (SlackRefusal e) {
            if (e.error().equals("users_not_found")) {
                return Optional.empty();
            }
            throw e.plain();
        }
    }

    @Override
    public void reply(ChatUser user, Origin origin, Reply reply) {
        if (!windows.answer(origin, reply)
                && !responses.answer(origin, reply)
                && !messages.ephemeral(user, origin.channel(), reply)) {
            messages.direct(user, reply);
        }
    }

    @Override
    public MessageRef post(String channel, Reply reply) {
        return messages.toChannel(channel, reply);
    }

    @Override
    public Optional<String> unfit(String channel) {
        return channels.unfit(channel);
    }

    @Override
    public MessageRef direct(ChatUser user, Reply reply) {
        return messages.direct(user, reply);
    }

    @Override
    public void update(MessageRef message, Reply reply) {
        messages.update(message, reply);
    }

    @Override
    public boolean openWindow(Event event, Reply reply) {
        return windows.open(event, reply);
    }

    @Override
    public Place show(Event event, Reply reply) {
        if (windows.update(event, reply)) {
            return Place.WINDOW;
        }
        Origin origin = event.origin();
        ChatUser user = event.user();
        boolean ephemeral = origin != null
                && user != null
                && (responses.answer(origin, reply) || messages.ephemeral(user, origin.channel(), reply));
        return ephemeral ? Place.EPHEMERAL : Place.NOWHERE;
    }

    @Override
    public void home(ChatUser user, List<Reply> page) {
        homeTab.show(user, page);
    }

    @Override
    public void finishWindow(Event event, Reply reply) {
        Origin origin = event.origin();
        if (!windows.update(event, reply)
                && origin != null
                && origin.message() != null
                && origin.message().startsWith(ResponseUrls.EPHEMERAL)) {
            responses.answer(origin, reply);
        }
    }

    private static SlackConfig config(SlackSettings settings, Threads threads) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.api().toString());
        config.setExecutorServiceProvider(threads);
        config.setStatsEnabled(false);
        config.setProxyUrl(settings.proxy());
        config.setHttpClientReadTimeoutMillis(10_000);
        config.setHttpClientWriteTimeoutMillis(10_000);
        config.setHttpClientCallTimeoutMillis(10_000);
        return config;
    }

    private static OkHttpClient client(@Nullable String proxy) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(10))
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY);
        if (proxy != null) {
            URI uri = URI.create(proxy);
            builder.proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), uri.getPort())));
            String userInfo = uri.getUserInfo();
            if (userInfo != null && userInfo.contains(":")) {
                String[] user = userInfo.split(":", 2);
                builder.proxyAuthenticator((route, response) ->
                        response.request().header("Proxy-Authorization") != null
                                ? null
                                : response.request()
                                        .newBuilder()
                                        .header("Proxy-Authorization", Credentials.basic(user[0], user[1]))
                                        .build());
            }
        }
        return builder.build();
    }

    @Override
    public void close() {
        connection.close();
        later.shutdownNow();
        threads.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        try {
            slack.close();
        } catch (Exception e) {
            throw new ChatException(ChatException.Kind.REFUSED, "Slack: the client could not be closed", null, e);
        }
    }
}
