package org.pindesk.adapter.cucm;

import org.jspecify.annotations.Nullable;

/**
 * How the cluster checks passwords of end users who come from the directory (getLdapAuthentication; its {@code ldapPassword} is never
 * read).
 *
 * @param on whether the directory checks them; else the cluster does
 * @param searchBase where it looks for people; null where none is shown
 */
record LdapAuthentication(boolean on, @Nullable String searchBase) {}
