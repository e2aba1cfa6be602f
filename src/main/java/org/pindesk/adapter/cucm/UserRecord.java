package org.pindesk.adapter.cucm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.Account;

/** The {@code user} element of a getUser answer, as far as Pindesk reads it (type RUser of the AXL schema, XUser in 7.1). */
final class UserRecord {
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");
    private static final int SHORTEST_TO_AVOID = 3;

    private final XmlElement user;

    UserRecord(XmlElement user) {
        this.user = user;
    }

    String userId() {
        return user.textAt("userid");
    }

    String mail() {
        return user.textAt("mailid");
    }

    /** Primary extension and telephone number, digits only, empty ones left out. */
    List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (String each : List.of(user.textAt("primaryExtension", "pattern"), user.textAt("telephoneNumber"))) {
            String digits = digits(each);
            if (!digits.isEmpty()) {
                numbers.add(digits);
            }
        }
        return numbers;
    }

    /** An answer without the element counts as at home: only an explicit no sends people elsewhere. */
    boolean livesElsewhere() {
        return no(user.textAt("homeCluster"));
    }

    /** Status 2: synchronised from LDAP and no longer found there. */
    boolean inactive() {
        return user.textAt("status").equals("2");
    }

    boolean lockedByAdministrator() {
        return yes(user.textAt("pinCredentials", "pinCredLockedByAdministrator"));
    }

    /** Digits of the primary extension; empty where there is none. */
    String primaryExtension() {
        return digits(user.textAt("primaryExtension", "pattern"));
    }

    /** Null where the cluster names none. */
    @Nullable
    String policyName() {
        return emptyToNull(user.textAt("pinCredentials", "pinCredPolicyName"));
    }

    /** A text of pinCredentials as it came. */
    String pin(String field) {
        return user.textAt("pinCredentials", field);
    }

    /** A flag of pinCredentials; null where it is not shown. */
    @Nullable
    Boolean pinFlag(String field) {
        String text = pin(field);
        return yes(text) ? Boolean.TRUE : no(text) ? Boolean.FALSE : null;
    }

    boolean mustChange() {
        return yes(user.textAt("pinCredentials", "pinCredUserMustChange"));
    }

    /** What an operator should know beside the account; empty where there is nothing. */
    String remarks() {
        List<String> remarks = new ArrayList<>();
        if (inactive()) {
            remarks.add("inactive: no longer found by LDAP synchronisation");
        }
        if (lockedByAdministrator()) {
            remarks.add("PIN locked by an administrator");
        }
        if (mustChange()) {
            remarks.add("PIN must be changed at the next sign-in");
        }
        return String.join("; ", remarks);
    }

    Account account(CucmSettings settings) {
        return new Account(
                settings.id(),
                userId(),
                emptyToNull(user.attributes().getOrDefault("uuid", "")),
                emptyToNull(user.textAt("primaryExtension", "pattern")),
                policyName(),
                avoid(),
                names(),
                barred(settings));
    }

    private Set<String> avoid() {
        Set<String> avoid = new LinkedHashSet<>(numbers());
        for (String field :
                List.of("mobileNumber", "homeNumber", "pagerNumber", "numericUserId", "selfService", "ipccExtension")) {
            avoid.add(digits(user.textAt(field)));
        }
        user.child("extensionsInfo")
                .ifPresent(info -> info.all("extension").forEach(each -> avoid.add(digits(each.textAt("pattern")))));
        if (NOT_A_DIGIT.matcher(userId()).replaceAll("").equals(userId())) {
            avoid.add(userId());
        }
        avoid.removeIf(each -> each.length() < SHORTEST_TO_AVOID);
        return avoid;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String field : List.of("firstName", "middleName", "lastName", "displayName", "userid")) {
            names.add(user.textAt(field));
            // 7.1 writes them so
            names.add(user.textAt(field.toLowerCase(Locale.ROOT)));
        }
        names.removeIf(String::isBlank);
        return names;
    }

    /** Roles, not group names, decide: a group of any name may carry an administrator's role. Unclear counts as barred. */
    private @Nullable String barred(CucmSettings settings) {
        if (settings.isOwnAccount(userId())) {
            return "a service account of Pindesk";
        }
        Set<String> foreign = new TreeSet<>();
        user.child("associatedGroups")
                .ifPresent(groups -> groups.all("userGroup").forEach(group -> collect(group, settings, foreign)));
        return foreign.isEmpty() ? null : "holds more than end-user roles: " + String.join(", ", foreign);
    }

    private static void collect(XmlElement group, CucmSettings settings, Set<String> foreign) {
        String name = group.textAt("name");
        if (group.child("userRoles").isEmpty()) {
            if (!settings.endUserRoles().contains(name)) {
                foreign.add("group " + name + ", whose roles were not shown");
            }
            return;
        }
        for (XmlElement roles : group.all("userRoles")) {
            for (XmlElement role : roles.all("userRole")) {
                if (!settings.endUserRoles().contains(role.text())) {
                    foreign.add(role.text());
                }
            }
        }
    }

    static String digits(String text) {
        return NOT_A_DIGIT.matcher(text).replaceAll("");
    }

    static boolean yes(String bool) {
        return Set.of("true", "t", "1").contains(bool.toLowerCase(Locale.ROOT));
    }

    static boolean no(String bool) {
        return Set.of("false", "f", "0").contains(bool.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
