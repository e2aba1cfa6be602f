/** Values that the whole product speaks in: people, accounts, requests, outcomes, secrets. No I/O, no library, no decision about who may do what. */
@NullMarked
package org.pindesk.core;

import org.jspecify.annotations.NullMarked;
