package org.pindesk.core;

/** A message that can be changed later: the platform's channel and message id. */
public record MessageRef(String platform, String channel, String message) {}
