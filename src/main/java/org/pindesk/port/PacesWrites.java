package org.pindesk.port;

/** A telephone system whose writes stand in line while it asks for patience. */
public interface PacesWrites extends Pbx {
    /** How many writes of this copy of the bot stand in line at the moment; 0 while nobody has to wait. */
    int waitingWrites();
}
