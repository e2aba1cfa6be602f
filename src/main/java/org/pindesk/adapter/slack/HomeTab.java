package org.pindesk.adapter.slack;

import java.util.List;
import java.util.Map;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Reply;

/** A person's home tab: {@code views.publish} puts a view of at most 100 blocks there, in place of the one before. */
final class HomeTab {
    private final WebApi web;

    HomeTab(WebApi web) {
        this.web = web;
    }

    void show(ChatUser user, List<Reply> page) {
        if (page.stream().anyMatch(part -> part.secret() != null)) {
            throw new IllegalStateException("a secret never goes into a page that stays");
        }
        try {
            web.call(
                    "views.publish",
                    Map.of("user_id", user.id(), "view", BlockKit.home(page).toString()));
        } catch (SlackRefusal e) {
            throw e.forPerson();
        }
    }
}
