/**
 * What connectors have in common: HTTP and lines over TCP with a deadline over the whole answer and a size cap, pinned TLS, a hardened XML
 * parser, the keys of every system, whose account it is. No vendor's words.
 */
@NullMarked
package org.pindesk.adapter.wire;

import org.jspecify.annotations.NullMarked;
