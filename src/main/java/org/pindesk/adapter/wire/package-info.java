/** HTTP and XML as connectors need them: deadline over the body, size cap, pinned TLS, hardened parser. No vendor's words. */
@NullMarked
package org.pindesk.adapter.wire;

import org.jspecify.annotations.NullMarked;
