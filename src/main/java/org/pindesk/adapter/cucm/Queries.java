package org.pindesk.adapter.cucm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The only SQL that Pindesk ever sends, all of it reading. Tables and joins stand in public code. Which columns hold the lock stands in
 * no source that we found, so the catalogue of the cluster is asked first and only columns of a fixed list are selected; never "*",
 * since the same tables hold the hashes of the PINs.
 */
final class Queries {
    /** Columns of the catalogue that are of interest: a table and what may be selected from it. */
    record Column(String table, String name) {}

    static final String HACK_COUNT = "hackcount";
    static final String LOCKED_SINCE = "timehackedlockout";
    static final String LAST_ACCESS = "timelastaccessed";
    static final String CHANGED = "timechanged";
    /** Which credential a record is of; in every answer. */
    static final String TYPE = "tkcredential";
    /** LDAP agreement that a user came from; null for local users (public code lists local users so). */
    static final String DIRECTORY = "fkdirectorypluginconfig";

    /** What stands for the group and its role in the answer to {@link #rolesOf}. */
    static final String GROUP = "groupname";

    static final String ROLE = "rolename";
    /** Names that the time of the last failed sign-in may have; all unverified. */
    static final List<String> LAST_FAILURE = List.of("timelasthack", "timelasthacked", "timeoflasthack");

    static final String CATALOGUE = "select t.tabname, c.colname from systables t, syscolumns c"
            + " where c.tabid = t.tabid and t.tabname in ('credential', 'credentialdynamic', 'enduser')";

    /** Of these only {@code timelastaccessed} and the last one are confirmed by public code; the others are named as CUCM's own trace names them. */
    private static final List<Column> WANTED = List.of(
            new Column("credential", CHANGED),
            new Column("credentialdynamic", HACK_COUNT),
            new Column("credentialdynamic", LOCKED_SINCE),
            new Column("credentialdynamic", LAST_FAILURE.get(0)),
            new Column("credentialdynamic", LAST_FAILURE.get(1)),
            new Column("credentialdynamic", LAST_FAILURE.get(2)),
            new Column("credentialdynamic", LAST_ACCESS),
            new Column("enduser", DIRECTORY));

    private static final Pattern USER_ID = Pattern.compile("[\\p{L}\\p{N}._@+' -]{1,128}");
    private static final Pattern GROUP_NAME = Pattern.compile("[\\p{L}\\p{N}._@()&+' -]{1,100}");
    private static final Pattern EXTENSION = Pattern.compile("[0-9]{1,32}");

    private Queries() {}

    /** Those of the cluster's columns that may be selected, in a fixed order. */
    static List<Column> selectable(Set<Column> there) {
        return WANTED.stream().filter(there::contains).toList();
    }

    /**
     * The records of one user's PIN and own password; empty where the user id holds characters that are not put into a query.
     */
    static Optional<String> credentialRecords(List<Column> columns, String userId) {
        if (columns.isEmpty() || !USER_ID.matcher(userId).matches()) {
            return Optional.empty();
        }
        String selected = columns.stream().map(Queries::qualified).collect(Collectors.joining(", "));
        return Optional.of("select c." + TYPE + ", " + selected + " from enduser e, credential c, credentialdynamic d"
                + " where e.pkid = c.fkenduser and c.pkid = d.fkcredential and c." + TYPE + " in ("
                + Credential.PASSWORD.type() + ", " + Credential.PIN.type() + ") and lower(e.userid) = "
                + literal(userId.toLowerCase(Locale.ROOT)));
    }

    private static String qualified(Column column) {
        String table = switch (column.table()) {
            case "enduser" -> "e.";
            case "credential" -> "c.";
            default -> "d.";
        };
        return table + column.name();
    }

    /** A group's roles, one row each, and one row without a role where it has none; empty where the name is not put into a query. */
    static Optional<String> rolesOf(String group) {
        return GROUP_NAME.matcher(group).matches()
                ? Optional.of("select g.name as " + GROUP + ", r.name as " + ROLE + " from dirgroup g"
                        + " left outer join functionroledirgroupmap m on m.fkdirgroup = g.pkid"
                        + " left outer join functionrole r on r.pkid = m.fkfunctionrole where g.name = "
                        + literal(group))
                : Optional.empty();
    }

    /** Whose primary extension ({@code tkdnusage} 1; 2 is the contact center's) a number is; empty where it is no number. */
    static Optional<String> ownersOf(String extension) {
        return EXTENSION.matcher(extension).matches()
                ? Optional.of("select e.userid from enduser e, endusernumplanmap m, numplan n"
                        + " where m.fkenduser = e.pkid and m.fknumplan = n.pkid and m.tkdnusage = 1 and n.dnorpattern = "
                        + literal(extension))
                : Optional.empty();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
