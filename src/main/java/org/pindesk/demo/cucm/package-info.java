/** A simulated CUCM cluster: AXL over HTTPS with its documented rules, and a desk phone to sign in at. It shares no code with the connector, so that an error in one is not hidden by the same error in the other. */
@NullMarked
package org.pindesk.demo.cucm;

import org.jspecify.annotations.NullMarked;
