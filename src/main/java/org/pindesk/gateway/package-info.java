/** The credential gateway: finds the account, makes a secret that the real policy takes, journals, writes, proves, recovers. Knows nothing of chat and never decides who may ask. */
@NullMarked
package org.pindesk.gateway;

import org.jspecify.annotations.NullMarked;
