/** A simulated Asterisk: AMI with the rules and the misbehaviour that were seen on a real one, and voicemail to sign in to by telephone. It shares no code with the connector, so that an error in one is not hidden by the same error in the other. */
@NullMarked
package org.pindesk.demo.asterisk;

import org.jspecify.annotations.NullMarked;
