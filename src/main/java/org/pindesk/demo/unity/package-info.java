/** A simulated Unity Connection: CUPI over HTTPS with its documented rules, and mailboxes to sign in to by telephone. It shares no code with the connector, so that an error in one is not hidden by the same error in the other. */
@NullMarked
package org.pindesk.demo.unity;

import org.jspecify.annotations.NullMarked;
