package org.pindesk.adapter.cucm;

import org.pindesk.adapter.wire.Access;

/**
 * Every AXL operation that Pindesk ever sends. The transport takes nothing else, so the deleting operations and SQL that changes
 * something cannot be sent at all; the only queries are those of {@link Queries}.
 */
enum AxlOperation {
    GET_USER("getUser", Access.READ),
    GET_CREDENTIAL_POLICY("getCredentialPolicy", Access.READ),
    EXECUTE_SQL_QUERY("executeSQLQuery", Access.READ),
    GET_USER_GROUP("getUserGroup", Access.READ),
    GET_LDAP_SYSTEM("getLdapSystem", Access.READ),
    GET_LDAP_AUTHENTICATION("getLdapAuthentication", Access.READ),
    UPDATE_USER("updateUser", Access.WRITE),
    /** Sent with {@code addMembers} alone: nobody is ever removed, and no role is touched. */
    UPDATE_USER_GROUP("updateUserGroup", Access.WRITE),
    /** A write, since a wrong PIN is counted there as a failed sign-in. */
    DO_AUTHENTICATE_USER("doAuthenticateUser", Access.WRITE);

    private final String element;
    private final Access access;

    AxlOperation(String element, Access access) {
        this.element = element;
        this.access = access;
    }

    String element() {
        return element;
    }

    Access access() {
        return access;
    }
}
