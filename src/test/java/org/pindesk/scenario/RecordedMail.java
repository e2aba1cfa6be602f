package org.pindesk.scenario;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Letter;
import org.pindesk.core.Problem;
import org.pindesk.port.Mail;

/** A mail server that keeps every letter, or takes none. */
final class RecordedMail implements Mail {
    final List<Letter> letters = new CopyOnWriteArrayList<>();
    volatile @Nullable Problem trouble;

    @Override
    public boolean hasDoors() {
        return true;
    }

    @Override
    public Optional<String> refuses(String address) {
        return address.contains("@") ? Optional.empty() : Optional.of("no address");
    }

    @Override
    public void send(Letter letter) {
        Problem now = trouble;
        if (now != null) {
            throw new BackendException(now, "mail", "the mail server is in trouble");
        }
        letters.add(letter);
    }

    /** What stands behind the newest link of this label. */
    String ticket(String label) {
        return letters.stream()
                .flatMap(letter -> letter.doors().stream())
                .filter(door -> door.label().equals(label))
                .map(door -> door.ticket().open())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Override
    public void close() {}
}
