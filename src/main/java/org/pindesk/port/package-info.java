/** What the inside needs from the outside, as small interfaces. No implementation and no word of a vendor's protocol. */
@NullMarked
package org.pindesk.port;

import org.jspecify.annotations.NullMarked;
