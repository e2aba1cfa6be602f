/** A simulated UCware Server: its JSON-RPC interface in three generations over HTTPS, telephones and the client's sign-in. What no source settles is a choice, and named at the spot. */
@NullMarked
package org.pindesk.demo.ucware;

import org.jspecify.annotations.NullMarked;
