package org.pindesk.usecase;

/**
 * The private channel in which the helpdesk's queue stands.
 *
 * @param platform for example {@code slack}
 * @param channel the platform's id of it
 */
public record QueueChannel(String platform, String channel) {}
