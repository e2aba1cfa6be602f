/** People and groups over LDAP with the UnboundID SDK. Filters and names come from the SDK's builders only. */
@NullMarked
package org.pindesk.adapter.directory;

import org.jspecify.annotations.NullMarked;
