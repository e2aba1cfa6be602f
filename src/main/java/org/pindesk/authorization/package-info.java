/** Who may do what, decided from directory facts; deny by default. Never talks to a chat or a telephone system. */
@NullMarked
package org.pindesk.authorization;

import org.jspecify.annotations.NullMarked;
