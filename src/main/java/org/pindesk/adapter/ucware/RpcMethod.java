package org.pindesk.adapter.ucware;

import org.pindesk.adapter.wire.Access;

/**
 * Every method that Pindesk ever calls; the client takes nothing else, so nobody can be created, changed or deleted. Names and
 * parameters are phosy-tool's; it calls the reads every day, while {@code setPin} and {@code setPassword} are only declared there.
 */
enum RpcMethod {
    GET_USER("admin/user", "getUser", Access.READ),
    GET_ALL("admin/user", "getAll", Access.READ),
    GET_GROUP_BY_NAME("admin/group", "getGroupByName", Access.READ),
    /** Gives out a token that may be used in place of the one it was asked with (ucware-cli). */
    GET_TOKEN("user/authentication", "getToken", Access.READ),
    SET_PIN("admin/user", "setPin", Access.WRITE),
    SET_PASSWORD("admin/user", "setPassword", Access.WRITE);

    private final String path;
    private final String method;
    private final Access access;

    RpcMethod(String path, String method, Access access) {
        this.path = path;
        this.method = method;
        this.access = access;
    }

    /** Namespace and interface. */
    String path() {
        return path;
    }

    String method() {
        return method;
    }

    Access access() {
        return access;
    }
}
