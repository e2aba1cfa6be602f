package org.pindesk.core;

/**
 * What a directory asks of a new password that an administrator sets.
 *
 * @param name the policy's name there, empty when not known
 * @param minLength least number of characters; when not readable, a safe guess
 * @param complex whether three kinds of characters are asked for
 */
public record PasswordPolicy(String name, int minLength, boolean complex) {}
