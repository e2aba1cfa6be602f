package org.pindesk.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CommandForm;
import org.pindesk.core.Origin;
import org.pindesk.port.Inbox;

/** For adapters whose platform sends commands as one text, and lists none. */
public abstract class PlainInbox implements Inbox {
    @Override
    public Ack options(String eventId, ChatUser user, String command, Map<String, String> options, Origin origin) {
        throw new UnsupportedOperationException("this platform does not tell options apart");
    }

    @Override
    public Ack message(String eventId, ChatUser user, String text, Origin origin) {
        throw new UnsupportedOperationException("plain words are not expected here");
    }

    @Override
    public Ack home(String eventId, ChatUser user, Origin origin) {
        throw new UnsupportedOperationException("this platform has no home pages");
    }

    @Override
    public Ack shortcut(String eventId, ChatUser user, String name, @Nullable String target, Origin origin) {
        throw new UnsupportedOperationException("this platform has no shortcuts");
    }

    @Override
    public List<CommandForm> commands() {
        return List.of();
    }

    @Override
    public List<CommandForm.Suggestion> suggest(String command, String option, String typed, Locale language) {
        return List.of();
    }
}
