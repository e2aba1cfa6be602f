/** What people type and press becomes a masked event; events become calls of use cases. Nothing typed leaves here unmasked. */
@NullMarked
package org.pindesk.command;

import org.jspecify.annotations.NullMarked;
