/** A simulated Discord guild: the REST and gateway protocols that JDA speaks, and the screens of the people in it. Knows nothing of the bot. */
@NullMarked
package org.pindesk.demo.discord;

import org.jspecify.annotations.NullMarked;
