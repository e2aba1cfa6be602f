package org.pindesk.port;

/** A voicemail system whose boxes belong to accounts of a telephone system. */
public interface Voicemail extends Pbx {
    /** Id of that telephone system, as configured. */
    String telephoneSystem();
}
