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
 * executeSQLQuery, as far as it is simulated: a question to the catalogue, the record of one PIN, and the owners of a number. Anything
 * else is a syntax error. The tables stand in public code; which columns hold the lock is a guess, so tests can take them away.
 */
final class SqlConsole {
    private static final int SYNTAX = -201;
    private static final int NO_SUCH_COLUMN = -217;

    private static final Pattern CATALOGUE = form("select t.tabname, c.colname from systables t, syscolumns c"
            + " where c.tabid = t.tabid and t.tabname in ('credential', 'credentialdynamic')");
    private static final Pattern RECORD =
            form("select ((?:[cd]\\.\\w+)(?:, [cd]\\.\\w+)*) from enduser e, credential c,"
                    + " credentialdynamic d where e.pkid = c.fkenduser and c.pkid = d.fkcredential and c.tkcredential = 4"
                    + " and lower(e.userid) = '((?:[^']|'')*)'");
    private static final Pattern OWNERS = form(
            "select e.userid from enduser e, endusernumplanmap m, numplan n"
                    + " where m.fkenduser = e.pkid and m.fknumplan = n.pkid and m.tkdnusage = 1 and n.dnorpattern = '([0-9]+)'");

    /** Columns and what stands in them; the hash of the PIN is in the first table. */
    private final Map<String, List<String>> tables = new TreeMap<>(Map.of(
            "credential",
            List.of("pkid", "fkenduser", "tkcredential", "credentials", "timechanged", "usermustchange"),
            "credentialdynamic",
            List.of("fkcredential", "hackcount", "timehackedlockout", "timelasthack", "timelastaccessed")));

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
        Matcher pin = RECORD.matcher(sql);
        if (pin.matches()) {
            return record(List.of(pin.group(1).split(", ")), pin.group(2).replace("''", "'"));
        }
        throw new AxlRefusal(SYNTAX, "A syntax error has occurred.");
    }

    private String record(List<String> columns, String lowerUserId) throws AxlRefusal {
        for (String column : columns) {
            String table = column.startsWith("c.") ? "credential" : "credentialdynamic";
            String name = column.substring(2);
            if (!tables.getOrDefault(table, List.of()).contains(name)) {
                throw new AxlRefusal(NO_SUCH_COLUMN, "Column (" + name + ") not found in any table in the query");
            }
            if (name.equals("credentials")) {
                throw new AxlRefusal(SYNTAX, "The hash of a PIN is nobody's business");
            }
        }
        return cluster.find(lowerUserId, user -> {
                    StringBuilder row = new StringBuilder();
                    columns.forEach(column -> row.append(tag(column.substring(2), value(column.substring(2), user))));
                    return row(row.toString());
                })
                .orElse("");
    }

    private static String value(String column, EndUser user) {
        return switch (column) {
            case "timechanged" -> seconds(user.changed());
            case "hackcount" -> "" + user.failures();
            case "timehackedlockout" -> seconds(user.lockedSince());
            case "timelasthack" -> seconds(user.lastFailure());
            case "timelastaccessed" -> seconds(user.lastAccess());
            case "usermustchange" -> user.mustChange() ? "t" : "f";
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
                .replace("in ('credential', 'credentialdynamic')", "in \\('credential', 'credentialdynamic'\\)");
        return Pattern.compile(escaped);
    }
}
