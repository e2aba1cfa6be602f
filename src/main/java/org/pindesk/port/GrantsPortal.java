package org.pindesk.port;

import java.util.List;
import org.pindesk.core.Account;

/** A telephone system that can let an account use its portal by putting it into a group. */
public interface GrantsPortal extends Pbx {
    /**
     * The group as it is now, its roles read from the system.
     *
     * @throws org.pindesk.core.BackendException when it cannot be read
     */
    PortalGroup portalGroup();

    /** Adds the account. One attempt, and doing it twice does no harm; prove by reading the evidence again. */
    Written addToPortalGroup(Account account);

    /**
     * The group that gives the portal.
     *
     * @param name its name there
     * @param there whether it exists
     * @param writable whether this system may be written to
     * @param tooMuch roles in it beyond those of end users; nobody is added while there are any
     */
    record PortalGroup(String name, boolean there, boolean writable, List<String> tooMuch) {
        public PortalGroup {
            tooMuch = List.copyOf(tooMuch);
        }

        public boolean safe() {
            return there && writable && tooMuch.isEmpty();
        }
    }
}
