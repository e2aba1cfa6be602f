package org.pindesk.core;

/**
 * What a telephone system asks of a PIN.
 *
 * @param name the policy's name there
 * @param minLength least number of digits
 * @param historyCount how many earlier PINs it refuses; 0 = none
 * @param trivialCheck whether it refuses trivial PINs
 */
public record PinPolicy(String name, int minLength, int historyCount, boolean trivialCheck) {}
