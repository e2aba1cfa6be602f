/** The demo company's directory: LDAP on loopback, shaped like Active Directory. It shows what Active Directory shows; it never helps a client that asks wrongly. */
@NullMarked
package org.pindesk.demo.directory;

import org.jspecify.annotations.NullMarked;
