package org.pindesk.adapter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;

/** Values that lie in several columns of one prefix, such as {@code actor_person}, {@code actor_platform} and so on. */
final class Columns {
    private Columns() {}

    /** The party of {@code _person}, {@code _platform}, {@code _team}, {@code _user} and {@code _name}, none of them null. */
    static Party party(ResultSet row, String prefix) throws SQLException {
        return new Party(
                new PersonId(row.getString(prefix + "_person")),
                new ChatUser(
                        row.getString(prefix + "_platform"),
                        row.getString(prefix + "_team"),
                        row.getString(prefix + "_user")),
                row.getString(prefix + "_name"));
    }

    /** As {@link #party}; null when there is none. */
    static @Nullable Party partyOrNull(ResultSet row, String prefix) throws SQLException {
        return row.getString(prefix + "_person") == null ? null : party(row, prefix);
    }

    /** The chat account of {@code _platform}, {@code _team} and {@code _user}; null when there is none. */
    static @Nullable ChatUser chatOrNull(ResultSet row, String prefix) throws SQLException {
        String platform = row.getString(prefix + "_platform");
        return platform == null
                ? null
                : new ChatUser(platform, row.getString(prefix + "_team"), row.getString(prefix + "_user"));
    }

    /** The message of {@code _platform}, {@code _channel} and {@code _message}; null when there is none. */
    static @Nullable MessageRef messageOrNull(ResultSet row, String prefix) throws SQLException {
        String platform = row.getString(prefix + "_platform");
        return platform == null
                ? null
                : new MessageRef(platform, row.getString(prefix + "_channel"), row.getString(prefix + "_message"));
    }
}
