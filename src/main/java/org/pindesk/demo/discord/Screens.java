package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;

/**
 * What each person has in front of them. Buttons that were replaced or dismissed are remembered as stale: a slow client can still press
 * them. All calls under the simulator's lock.
 */
final class Screens {
    /** What a button belongs to: a message that stays, an ephemeral one, or a window; {@code id} is the message's or the window's. */
    record Source(Kind kind, String channel, String id) {
        enum Kind {
            MESSAGE,
            EPHEMERAL,
            MODAL
        }
    }

    /**
     * A button on a screen.
     *
     * @param customId empty for buttons of the client itself and for links
     * @param snapshot the message or window, sent along when the button is pressed
     */
    record Pressable(String to, Source source, String label, Role role, String customId, ObjectNode snapshot) {
        enum Role {
            ACTION,
            LINK,
            SUBMIT,
            CLOSE
        }
    }

    private static final int MOST = 2_000;

    private final List<Pressable> live = new ArrayList<>();
    private final List<Pressable> stale = new ArrayList<>();
    private final List<Consumer<Shown>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    void listen(Consumer<Shown> listener) {
        listeners.add(listener);
    }

    @Nullable
    String lastSecret(String account) {
        return secrets.get(account);
    }

    /** The client's own words to a person. */
    void say(String to, String text) {
        emit(new Shown(DiscordSimulator.PLATFORM, to, Shown.Via.EPHEMERAL, text, List.of(), List.of(), null, null));
    }

    /** Shows a message or window in place of what its source showed before. */
    void show(String to, Shown.Via via, Source source, Content content, ObjectNode snapshot) {
        List<String> labels = new ArrayList<>();
        for (Content.Button button : content.buttons()) {
            live.add(new Pressable(to, source, button.label(), button.role(), button.customId(), snapshot));
            labels.add(button.label());
        }
        if (content.secret() != null) {
            secrets.put(to, content.secret());
        }
        emit(new Shown(
                DiscordSimulator.PLATFORM,
                to,
                via,
                content.text(),
                labels,
                content.fields(),
                content.outcome(),
                content.secret()));
    }

    /** Makes the buttons of a source stale. */
    void remove(Source source) {
        live.removeIf(button -> {
            boolean gone = button.source().equals(source);
            if (gone) {
                stale.add(button);
            }
            return gone;
        });
        while (stale.size() > MOST) {
            stale.remove(0);
        }
    }

    /** The newest button of that label on this person's screen, else the newest that ever was. */
    Optional<Pressable> find(String account, String label) {
        Optional<Pressable> found = newest(live, account, label);
        return found.isPresent() ? found : newest(stale, account, label);
    }

    private static Optional<Pressable> newest(List<Pressable> buttons, String account, String label) {
        for (int i = buttons.size() - 1; i >= 0; i--) {
            Pressable button = buttons.get(i);
            if (button.to().equals(account) && button.label().equalsIgnoreCase(label)) {
                return Optional.of(button);
            }
        }
        return Optional.empty();
    }

    private void emit(Shown shown) {
        listeners.forEach(listener -> listener.accept(shown));
    }
}
