package org.pindesk.adapter.discord;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.jspecify.annotations.Nullable;
import org.pindesk.port.ChatException;

/**
 * Calls of Discord's REST API through JDA, which keeps to Discord's limits. As JSON and not as JDA's entities: those need a filled cache, and
 * cannot tell an absent field from a false one. Waits a bounded time; a limit that lasts longer is told to the caller.
 */
final class Rest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** How long a limit may last that is simply waited for. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(2);

    private final Supplier<JDA> jda;

    /**
     * @param jda throws {@link ChatException} while there is none
     */
    Rest(Supplier<JDA> jda) {
        this.jda = jda;
    }

    /**
     * @param what the call in words, without any value
     * @param body null for none
     * @return the answer; empty where Discord answers without a body
     * @throws Refusal for what Discord refuses
     * @throws ChatException for limits, server errors, network trouble and time that is over (LATER)
     */
    DataObject call(String what, Route.CompiledRoute route, @Nullable DataObject body) throws Refusal {
        return await(
                what,
                () -> new RestActionImpl<>(
                        jda.get(),
                        route,
                        body,
                        (response, request) -> response.optObject().orElseGet(DataObject::empty)));
    }

    DataArray list(String what, Route.CompiledRoute route) throws Refusal {
        return await(what, () -> new RestActionImpl<>(jda.get(), route, (response, request) -> response.getArray()));
    }

    /**
     * Sends, and waits for the answer.
     *
     * @param action makes the same call anew each time
     */
    static <T> T await(String what, Supplier<? extends RestAction<T>> action) throws Refusal {
        try {
            return await(what, action.get().submit(false));
        } catch (Limited limited) {
            if (limited.retryAfter().compareTo(SHORT_LIMIT) > 0) {
                throw Refusal.later("Discord " + what + " is rate limited", limited.retryAfter(), null);
            }
        }
        try {
            // in JDA's queue, which knows when the limit ends
            return await(what, action.get().submit(true));
        } catch (Limited limited) {
            throw Refusal.later("Discord " + what + " is rate limited", limited.retryAfter(), null);
        }
    }

    private static <T> T await(String what, CompletableFuture<T> future) throws Refusal, Limited {
        try {
            return future.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw Refusal.later("Discord " + what + " was not answered in time", null, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw Refusal.later("Discord " + what + " was interrupted", null, e);
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        }
    }

    private static Refusal failed(String what, @Nullable Throwable cause) throws Limited {
        if (cause instanceof RateLimitedException limit) {
            throw new Limited(Duration.ofMillis(Math.max(0, limit.getRetryAfter())));
        }
        if (cause instanceof ErrorResponseException error) {
            Response response = error.getResponse();
            if (response.getException() != null) {
                String name = response.getException().getClass().getSimpleName();
                throw Refusal.later("Discord cannot be reached (" + what + "): " + name, null, response.getException());
            }
            if (response.code >= 500) {
                throw Refusal.later("Discord " + what + " was answered by HTTP " + response.code, null, null);
            }
            return Refusal.of(what, error);
        }
        String name = cause == null ? "?" : cause.getClass().getSimpleName();
        throw Refusal.later("Discord " + what + " failed: " + name, null, null);
    }

    /** A limit was met, and JDA was told not to wait for its end. */
    private static final class Limited extends Exception {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        Limited(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }
}
