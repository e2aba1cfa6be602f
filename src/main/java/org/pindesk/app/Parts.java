package org.pindesk.app;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Policy;
import org.pindesk.core.Checkpoint;
import org.pindesk.port.Chat;
import org.pindesk.port.Directory;
import org.pindesk.port.Mail;
import org.pindesk.port.Pbx;
import org.pindesk.port.Store;
import org.pindesk.usecase.QueueChannel;
import org.pindesk.usecase.Terms;

/**
 * Everything from outside that a bot is made of.
 *
 * @param instance id of this copy, different for every start: leases and claims carry it
 * @param soleOwner whether no other copy can share the store (H2), so that what an earlier run held is free at once
 * @param mail how people are told beside the chat; people whom chat does not reach are reached by it when its letters can hold links
 * @param securityMailbox address where alarms go, and notices for people without a mailbox; null for none
 * @param mailIndependent whether people's mailboxes open without their directory password
 * @param phoneMode whether managers may hand new PINs over to people whom chat does not reach
 * @param policy who may do what, as it holds at each moment
 * @param channel where the helpdesk's queue stands; null for none
 * @param incidentPeople how many people with one cause are an incident
 * @param workers threads that work the queue
 */
public record Parts(
        Store store,
        boolean soleOwner,
        Directory directory,
        List<Pbx> systems,
        List<Chat> chats,
        Mail mail,
        @Nullable String securityMailbox,
        boolean mailIndependent,
        boolean phoneMode,
        Supplier<Policy> policy,
        Terms terms,
        @Nullable QueueChannel channel,
        int incidentPeople,
        Locale language,
        ZoneId zone,
        Clock clock,
        RandomGenerator random,
        String instance,
        int workers,
        Checkpoint checkpoint) {
    public Parts {
        systems = List.copyOf(systems);
        chats = List.copyOf(chats);
    }
}
