package org.pindesk.demo.slack;

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
 * What each person has in front of them. Buttons that were replaced or closed are remembered as stale: a slow client can still press
 * them. All calls under the simulator's lock.
 */
final class Screens {
    /** What a button belongs to: a message, an ephemeral message or a view; {@code id} is its ts or view id. */
    record Source(Kind kind, String channel, String id) {
        enum Kind {
            MESSAGE,
            EPHEMERAL,
            VIEW,
            /** A home tab; {@code id} is its owner's. */
            HOME
        }
    }

    /**
     * A button on a screen.
     *
     * @param button null for a window's submit and close buttons
     */
    record Pressable(
            String to, Source source, String label, Role role, Content.@Nullable Button button, String snapshot) {
        enum Role {
            ACTION,
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

    /** Slack's own words to a person. */
    void say(String to, String text) {
        emit(new Shown(SlackSimulator.PLATFORM, to, Shown.Via.EPHEMERAL, text, List.of(), List.of(), null, null));
    }

    /**
     * Shows a message that stays to everybody who can read it, in place of what it showed before.
     *
     * @param seen by account
     */
    void showAll(Map<String, Content> seen, Shown.Via via, Source source, String snapshot) {
        remove(source);
        seen.forEach((account, content) -> add(account, via, source, content, snapshot, null, null));
    }

    /**
     * Shows content in place of what its source showed before.
     *
     * @param snapshot the message or view as JSON, sent along when one of its buttons is pressed
     */
    void show(
            String to,
            Shown.Via via,
            Source source,
            Content content,
            String snapshot,
            @Nullable String submit,
            @Nullable String close) {
        remove(source);
        add(to, via, source, content, snapshot, submit, close);
    }

    private void add(
            String to,
            Shown.Via via,
            Source source,
            Content content,
            String snapshot,
            @Nullable String submit,
            @Nullable String close) {
        List<String> labels = new ArrayList<>();
        if (submit != null) {
            live.add(new Pressable(to, source, submit, Pressable.Role.SUBMIT, null, snapshot));
            labels.add(submit);
        }
        for (Content.Button button : content.buttons()) {
            live.add(new Pressable(to, source, button.label(), Pressable.Role.ACTION, button, snapshot));
            labels.add(button.label());
        }
        if (source.kind() == Source.Kind.VIEW) {
            live.add(new Pressable(to, source, close == null ? "Close" : close, Pressable.Role.CLOSE, null, snapshot));
            if (close != null) {
                labels.add(close);
            }
        }
        if (content.secret() != null) {
            secrets.put(to, content.secret());
        }
        emit(new Shown(
                SlackSimulator.PLATFORM,
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
