/** Cisco Unity Connection over CUPI, its REST interface for provisioning: mailboxes, their PINs and the rules for these. Protocol facts are Cisco's CUPI guide; what no source settles is named at the spot. */
@NullMarked
package org.pindesk.adapter.unity;

import org.jspecify.annotations.NullMarked;
