/** What simulated systems have in common below their protocols: HTTPS on loopback with the faults of a connection, throttling, a journal. It shares no code with the connectors, and knows no rule of any system. */
@NullMarked
package org.pindesk.demo.wire;

import org.jspecify.annotations.NullMarked;
