/** State in H2 or PostgreSQL with one SQL dialect. Secrets lie here sealed, for minutes, and nowhere else. */
@NullMarked
package org.pindesk.adapter.store;

import org.jspecify.annotations.NullMarked;
