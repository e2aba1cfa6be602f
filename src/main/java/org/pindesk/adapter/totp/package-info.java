/** Authenticators: the arithmetic of their codes, and the one showing of their key at enrolment. Stores nothing and decides nothing. */
@NullMarked
package org.pindesk.adapter.totp;

import org.jspecify.annotations.NullMarked;
