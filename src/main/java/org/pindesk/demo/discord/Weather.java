package org.pindesk.demo.discord;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.discord.DiscordServer.Answer;

/** Which calls are turned away before any work, how often each was made, and how many ended as "invalid requests". */
final class Weather {
    private static final class Turned {
        final Answer answer;
        int left;

        Turned(Answer answer, int left) {
            this.answer = answer;
            this.left = left;
        }
    }

    private final Map<String, Turned> turned = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private int invalid;
    private int percent;

    synchronized void throttle(String route, double retryAfterSeconds, int times) {
        turned.put(route, new Turned(tooMany(retryAfterSeconds), times));
    }

    synchronized void fail(String route, int status, int code, int times) {
        String body = new Refused(status, code, "as told").body();
        turned.put(route, new Turned(Answer.of(status, body), times));
    }

    synchronized int calls(String route) {
        return calls.getOrDefault(route, 0);
    }

    /** Answers with 401, 403 or 429: ten thousand in ten minutes and Discord bans the address. */
    synchronized int invalid() {
        return invalid;
    }

    /** Counts a call. */
    synchronized @Nullable Answer refused(String route, Fault fault) {
        calls.merge(route, 1, Integer::sum);
        Turned hook = turned.get(route);
        if (hook != null && hook.left > 0) {
            hook.left--;
            return counted(hook.answer);
        }
        // answers to interactions are outside of the bot's rate limit
        if (fault.is(Fault.Kind.THROTTLE) && !route.startsWith("POST interactions/")) {
            // spread evenly, not by chance: a story runs the same way each time
            percent += fault.percent();
            if (percent >= 100) {
                percent -= 100;
                return counted(tooMany(1));
            }
        }
        return null;
    }

    synchronized Answer counted(Answer answer) {
        if (answer.status() == 401 || answer.status() == 403 || answer.status() == 429) {
            invalid++;
        }
        return answer;
    }

    private static Answer tooMany(double seconds) {
        return new Answer(
                429,
                "{\"message\":\"You are being rate limited.\",\"retry_after\":" + seconds + ",\"global\":false}",
                Map.of(
                        "Retry-After", String.valueOf((int) Math.ceil(seconds)),
                        "X-RateLimit-Scope", "user",
                        "X-RateLimit-Limit", "5",
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset-After", String.valueOf(seconds)));
    }
}
