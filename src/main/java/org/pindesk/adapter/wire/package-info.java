/** HTTP, XML and lines over TCP as connectors need them: deadline over the whole answer, size cap, pinned TLS, hardened parser. No vendor's words. */
@NullMarked
package org.pindesk.adapter.wire;

import org.jspecify.annotations.NullMarked;
