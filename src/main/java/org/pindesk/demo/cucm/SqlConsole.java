package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * executeSQLQuery, as far as it is simulated: a question to the catalogue, the records of one user's credentials, the roles of a group,
 * and the owners of a number. Anything
 * else is a syntax error. The tables stand in public code; which columns hold the lock is a guess, so tests can take them away.
 */
final class SqlConsole {
    private static final int SYNTAX = -201;
    private static final int NO_SUCH_COLUMN = -217;

    private static final Pattern CATALOGUE = form("select t.tabname, c.colname from systables t, syscolumns c"
            + " where c.tabid = t.tabid and t.tabname in ('credential', 'credentialdynamic', 'enduser')");
    private static final Pattern RECORD =
            form("select ((?:[cde]\\.\\w+)(?:, [cde]\\.\\w+)*) from enduser e, credential c,"
                    + " credentialdynamic d where e.pkid = c.fkenduser and c.pkid = d.fkcredential and c.tkcredential in (3, 4)"
                    + " and lower(e.userid) = '((?:[^']|'')*)'");
    private static final Pattern OWNERS = form(
            "select e.userid from enduser e, endusernumplanmap m, numplan n"
                    + " where m.fkenduser = e.pkid and m.fknumplan = n.pkid and m.tkdnusage = 1 and n.dnorpattern = '([0-9]+)'");

    private static final Pattern ROLES = form("select g.name as groupname, r.name as rolename from dirgroup g"
            + " left outer join functionroledirgroupmap m on m.fkdirgroup = g.pkid"
            + " left outer join functionrole r on r.pkid = m.fkfunctionrole where g.name = '((?:[^']|'')*)'");

    /** Columns and what stands in them; the hash of the PIN is in the first table. */
    private final Map<String, List<String>> tables = new TreeMap<>(Map.of(
            "credential",
            List.of("pkid", "fkenduser", "tkcredential", "credentials", "timechanged", "usermustchange"),
            "credentialdynamic",
            List.of("fkcredential", "hackcount", "timehackedlockout", "timelasthack", "timelastaccessed"),
            "enduser",
            List.of("pkid", "userid", "status", "fkdirectorypluginconfig", "passwordreverse")));

    private final Cluster cluster;

    SqlConsole(Cluster cluster) {
        this.cluster = cluster;
    }

    /** From now on a table has these columns alone. */
    synchronized void columns(String table, List<String> columns) {
        tables.put(table, List.copyOf(columns));
    }

    /** The rows of the answer. */
    synchronized String execute(String sql) throws AxlRefusal {
        if (CATALOGUE.matcher(sql).matches()) {
            StringBuilder rows = new StringBuilder();
            tables.forEach((table, columns) ->
                    columns.forEach(column -> rows.append(row(tag("tabname", table) + tag("colname", column)))));
            return rows.toString();
        }
        Matcher owners = OWNERS.matcher(sql);
        if (owners.matches()) {
            StringBuilder rows = new StringBuilder();
            cluster.ownersOf(owners.group(1)).forEach(owner -> rows.append(row(tag("userid", owner))));
            return rows.toString();
        }
        Matcher record = RECORD.matcher(sql);
        if (record.matches()) {
            return records(List.of(record.group(1).split(", ")), unquoted(record.group(2)));
        }
        Matcher roles = ROLES.matcher(sql);
        if (roles.matches()) {
            return roles(unquoted(roles.group(1)));
        }
        throw new AxlRefusal(SYNTAX, "A syntax error has occurred.");
    }

    private static String unquoted(String literal) {
        return literal.replace("''", "'");
    }

    private String roles(String group) {
        return cluster.group(group)
                .filter(found -> found.name().equals(group))
                .map(found -> {
                    String name = tag("groupname", found.name());
                    StringBuilder rows = new StringBuilder();
                    found.roles().forEach(role -> rows.append(row(name + tag("rolename", role))));
                    return rows.isEmpty() ? row(name + tag("rolename", "")) : rows.toString();
                })
                .orElse("");
    }

    private String records(List<String> columns, String lowerUserId) throws AxlRefusal {
        for (String column : columns) {
            String table = switch (column.charAt(0)) {
                case 'c' -> "credential";
                case 'd' -> "credentialdynamic";
                default -> "enduser";
            };
            String name = column.substring(2);
            if (!tables.getOrDefault(table, List.of()).contains(name)) {
                throw new AxlRefusal(NO_SUCH_COLUMN, "Column (" + name + ") not found in any table in the query");
            }
            if (name.equals("credentials") || name.equals("passwordreverse")) {
                throw new AxlRefusal(SYNTAX, "The hash of a credential is nobody's business");
            }
        }
        return cluster.find(
                        lowerUserId,
                        user -> row(columns, user, user.password(), "3") + row(columns, user, user.pin(), "4"))
                .orElse("");
    }

    private static String row(List<String> columns, EndUser user, StoredCredential credential, String type) {
        StringBuilder row = new StringBuilder();
        for (String column : columns) {
            String name = column.substring(2);
            row.append(tag(name, value(name, user, credential, type)));
        }
        return row(row.toString());
    }

    private static String value(String column, EndUser user, StoredCredential credential, String type) {
        return switch (column) {
            case "tkcredential" -> type;
            case "timechanged" -> seconds(credential.changed());
            case "hackcount" -> "" + credential.failures();
            case "timehackedlockout" -> seconds(credential.lockedSince());
            case "timelasthack" -> seconds(credential.lastFailure());
            case "timelastaccessed" -> seconds(credential.lastAccess());
            case "usermustchange" -> credential.mustChange() ? "t" : "f";
            case "fkdirectorypluginconfig" -> user.fromDirectory() ? LdapUse.AGREEMENT_KEY : "";
            default -> "";
        };
    }

    private static String seconds(@Nullable Instant at) {
        return at == null ? "0" : "" + at.getEpochSecond();
    }

    private static String row(String columns) {
        return "<row>" + columns + "</row>";
    }

    /** The words of a query are given in order; parentheses and dots that are meant literally need no escape when outside of groups. */
    private static Pattern form(String query) {
        String escaped = query.replace("lower(e.userid)", "lower\\(e\\.userid\\)")
                .replaceAll(" in \\(([^)]*)\\)", " in \\\\($1\\\\)");
        return Pattern.compile(escaped);
    }
}
