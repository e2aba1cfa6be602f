package org.pindesk.adapter.slack;

import java.util.List;
import java.util.Map;
import org.pindesk.adapter.ChatContract;
import org.pindesk.core.ChatUser;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.port.Profile;

/** Slack keeps the contract of all chats. */
class SlackContractTest extends ChatContract {
    private final SlackSimulator slack = new SlackSimulator(clock, Company.people());

    @Override
    protected SimulatedChat open() {
        return slack;
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of(
                "BOT_TOKEN", SlackSimulator.BOT_TOKEN,
                "APP_TOKEN", SlackSimulator.APP_TOKEN,
                "API_URL", slack.botUrl());
    }

    @Override
    protected ChatUser user(String account) {
        return SlackFixture.user(account);
    }

    @Override
    protected ChatUser notAMember(Profile.Standing standing) {
        switch (standing) {
            case GUEST:
                return user("gast");
            case BOT:
                slack.changeUser("carl", user -> user.put("is_bot", true));
                return user("carl");
            case DELETED:
                slack.changeUser("dora", user -> user.put("deleted", true));
                return user("dora");
            default:
                slack.changeUser("eve", user -> user.put("team_id", "T0OTHER"));
                return user("eve");
        }
    }

    @Override
    protected void throttleMessages(int seconds, int times) {
        slack.throttle("chat.postMessage", seconds, times);
    }

    @Override
    protected void duplicateNext() {
        slack.duplicateNext();
    }

    @Override
    protected String privateChannel() {
        return SlackSimulator.HELPDESK_CHANNEL;
    }

    @Override
    protected String publicChannel() {
        return SlackSimulator.PUBLIC_CHANNEL;
    }

    @Override
    protected String unknownChannel() {
        return "C0NOWHERE";
    }

    @Override
    protected List<String> stored() {
        return slack.stored();
    }
}
