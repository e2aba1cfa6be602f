package org.pindesk.port;

import java.util.Optional;

/** A telephone system that knows whose primary extension a number is. */
public interface FindsByExtension extends Pbx {
    /**
     * The user id of the one owner; empty when nobody or several people have it.
     *
     * @param extension digits only
     * @throws org.pindesk.core.BackendException when the system gives no clear answer
     */
    Optional<String> userIdOf(String extension);
}
