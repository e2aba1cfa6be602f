package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Party;
import org.pindesk.core.Reply;

/** The helpdesk's queue as one text, a line for each case, with buttons to take the oldest that nobody has. */
final class QueueLines {
    private static final int BUTTONS = 5;

    private QueueLines() {}

    static Reply of(Voice voice, List<HelpCase> open) {
        List<String> lines = new ArrayList<>();
        List<Reply.Button> buttons = new ArrayList<>();
        for (HelpCase each : open) {
            Party helper = each.helper();
            lines.add("• "
                    + voice.say(
                            helper == null ? "queue.line" : "queue.line-taken",
                            each.subjectName(),
                            voice.time(each.openedAt()),
                            helper == null ? "" : helper.name()));
            if (helper == null && buttons.size() < BUTTONS) {
                buttons.add(new Reply.Button(
                        "claim", voice.say("queue.take", each.subjectName()), each.id(), Reply.Style.PLAIN));
            }
        }
        return Reply.of(String.join("\n", lines))
                .titled(voice.say("queue.title"))
                .with(buttons.toArray(Reply.Button[]::new));
    }
}
