package org.pindesk.demo.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code voicemail.conf} as text with its comments, and what app_voicemail made of it at its last reload. Not enforced, as in the real
 * one: {@code minpassword}. Not thread-safe.
 */
final class VoicemailConf {
    private static final Pattern SECTION = Pattern.compile("\\[([^]]+)](\\(.*\\))?");
    private static final Pattern VARIABLE = Pattern.compile("([^=;]+?)\\s*(=>?)\\s*(.*)");

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> live = new LinkedHashMap<>();
    private final Map<String, String> spool = new LinkedHashMap<>();

    VoicemailConf(String text) {
        lines.addAll(text.lines().toList());
        reload();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    boolean hasSection(String section) {
        return lines.stream()
                .map(SECTION::matcher)
                .anyMatch(each -> each.matches() && each.group(1).equals(section));
    }

    /** Name and value of each variable of a section, as {@code NAME=VALUE}. */
    List<String> variables(String section) {
        List<String> found = new ArrayList<>();
        each(section, (index, name, arrow, value) -> found.add(name + "=" + value));
        return found;
    }

    /**
     * Replaces the first variable of this name whose value is this one in any case.
     *
     * @param match null = any
     * @return whether there was one
     */
    boolean update(
            String section,
            String variable,
            String value,
            boolean arrow,
            @org.jspecify.annotations.Nullable String match) {
        int[] at = {-1};
        each(section, (index, name, was, old) -> {
            if (at[0] < 0 && name.equalsIgnoreCase(variable) && (match == null || old.equalsIgnoreCase(match))) {
                at[0] = index;
            }
        });
        if (at[0] >= 0) {
            lines.set(at[0], variable + (arrow ? " => " : " = ") + value);
        }
        return at[0] >= 0;
    }

    void append(String section, String line) {
        int at = lines.indexOf("[" + section + "]");
        lines.add(at + 1, line);
    }

    /** Takes over the file; where PINs are kept in the spool directory, one that is there stays. */
    void reload() {
        live.clear();
        boolean spooled = variables("general").contains("passwordlocation=spooldir");
        for (String line : lines) {
            Matcher section = SECTION.matcher(line);
            if (section.matches() && !section.group(1).equals("general")) {
                String context = section.group(1);
                variables(context).forEach(each -> {
                    String box = each.substring(0, each.indexOf('=')) + "@" + context;
                    String value = each.substring(each.indexOf('=') + 1);
                    boolean here = spooled && spool.containsKey(box);
                    live.put(box, here ? spool.get(box) + value.substring(Math.max(0, value.indexOf(','))) : value);
                });
            }
        }
    }

    /** A PIN that was changed by telephone while PINs are kept in the spool directory. */
    void spoolPin(String box, String pin) {
        spool.put(box, pin);
        reload();
    }

    /** What app_voicemail holds of a mailbox {@code NUMBER@CONTEXT}: the line's value; empty when it does not know it. */
    Optional<String> live(String box) {
        return Optional.ofNullable(live.get(box));
    }

    private interface Visitor {
        void visit(int index, String name, String arrow, String value);
    }

    private void each(String section, Visitor visitor) {
        String current = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = withoutComment(lines.get(i)).strip();
            Matcher header = SECTION.matcher(line);
            Matcher variable = VARIABLE.matcher(line);
            if (header.matches()) {
                current = header.group(1);
            } else if (current.toLowerCase(Locale.ROOT).equals(section.toLowerCase(Locale.ROOT))
                    && variable.matches()) {
                visitor.visit(i, variable.group(1), variable.group(2), variable.group(3));
            }
        }
    }

    private static String withoutComment(String line) {
        int semicolon = line.indexOf(';');
        return semicolon < 0 ? line : line.substring(0, semicolon);
    }
}
