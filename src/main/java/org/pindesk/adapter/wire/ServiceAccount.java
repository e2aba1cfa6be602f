package org.pindesk.adapter.wire;

import org.pindesk.core.Secret;

/** An account with a password that Pindesk itself uses at a system. */
public record ServiceAccount(String user, Secret password) {}
