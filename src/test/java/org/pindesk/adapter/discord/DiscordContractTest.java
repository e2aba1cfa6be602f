package org.pindesk.adapter.discord;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pindesk.adapter.ChatContract;
import org.pindesk.core.ChatUser;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.Profile;

/** Discord keeps the contract of all chats. */
class DiscordContractTest extends ChatContract {
    private static final String BOT = "1000000000000000002";

    private final DiscordSimulator discord = new DiscordSimulator(clock, Company.people());

    @Override
    protected SimulatedChat open() {
        return discord;
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of(
                "BOT_TOKEN",
                DiscordSimulator.BOT_TOKEN,
                "GUILD_ID",
                DiscordSimulator.GUILD_ID,
                "API_URL",
                discord.apiUrl(),
                "GATEWAY_URL",
                discord.gatewayUrl());
    }

    /** The bot registers its commands once it is connected. */
    @Override
    protected void ready() {
        await().atMost(Duration.ofSeconds(20)).until(discord::hasCommands);
    }

    @Override
    protected ChatUser user(String account) {
        return DiscordFixture.user(account);
    }

    @Override
    protected ChatUser notAMember(Profile.Standing standing) {
        switch (standing) {
            case GUEST:
                discord.visit("gast");
                return user("gast");
            case BOT:
                return new ChatUser("discord", DiscordSimulator.GUILD_ID, BOT);
            case DELETED:
                discord.leave("dora");
                return user("dora");
            default:
                return new ChatUser("discord", "100000000000000009", DiscordFixture.id("alice"));
        }
    }

    @Override
    protected void throttleMessages(int seconds, int times) {
        discord.throttle("POST channels/{channel}/messages", seconds, times);
    }

    @Override
    protected void duplicateNext() {
        discord.duplicateNext();
    }

    @Override
    protected String privateChannel() {
        return DiscordSimulator.HELPDESK_CHANNEL;
    }

    @Override
    protected String publicChannel() {
        return DiscordSimulator.PUBLIC_CHANNEL;
    }

    @Override
    protected String unknownChannel() {
        return "999999999999999999";
    }

    @Override
    protected List<String> stored() {
        return discord.stored();
    }
}
