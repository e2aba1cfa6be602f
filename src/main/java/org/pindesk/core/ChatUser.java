package org.pindesk.core;

/**
 * A chat account: platform ({@code slack}, {@code discord}), team (workspace, server; never empty) and the platform's immutable
 * user id. Names and mail addresses are not part of it.
 */
public record ChatUser(String platform, String team, String id) {
    @Override
    public String toString() {
        return platform + ":" + team + ":" + id;
    }
}
