/** Wires the parts, reads the configuration, starts and stops the process. The only package that sees all others but the demo. */
@NullMarked
package org.pindesk.app;

import org.jspecify.annotations.NullMarked;
