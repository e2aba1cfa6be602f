package org.pindesk.core;

/**
 * A person in a request as they were when it began: directory id, the chat account to tell, and the name to show. For decisions the
 * directory is read again; this is only for telling. In phone mode the owner's chat account is that of their manager: see
 * {@link Request#PHONE_MODE}.
 */
public record Party(PersonId person, ChatUser chat, String name) {}
