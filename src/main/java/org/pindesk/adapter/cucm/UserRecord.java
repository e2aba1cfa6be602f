package org.pindesk.adapter.cucm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.PhoneNumbers;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.Account;

/** The {@code user} element of a getUser answer, as far as Pindesk reads it (type RUser of the AXL schema, XUser in 7.1). */
final class UserRecord {
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
            String digits = PhoneNumbers.digits(each);
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

    /** Whether it may sign in: false where LDAP synchronisation no longer finds it; null where that is not shown. */
    @Nullable
    Boolean active() {
        return switch (user.textAt("status")) {
            case "1" -> Boolean.TRUE;
            case "2" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Whether it came from the directory; null where it is not shown, as up to 9.1. A value is the LDAP agreement's name. */
    @Nullable
    Boolean fromDirectory() {
        return user.child("ldapDirectoryName")
                .map(name -> name.text().isEmpty() ? Boolean.FALSE : Boolean.TRUE)
                .orElse(null);
    }

    /** Whether it has a device profile; null where the list is not shown. */
    @Nullable
    Boolean phoneProfile() {
        return user.child("phoneProfiles")
                .map(profiles -> !profiles.children().isEmpty())
                .orElse(null);
    }

    /** Whether any of its groups carries the role; null where groups, or the roles of one of them, are not shown. */
    @Nullable
    Boolean holdsRole(String role) {
        Optional<XmlElement> groups = user.child("associatedGroups");
        if (groups.isEmpty()) {
            return null;
        }
        boolean allShown = true;
        for (XmlElement group : groups.get().all("userGroup")) {
            List<XmlElement> roles = group.all("userRoles");
            allShown &= !roles.isEmpty();
            if (roles.stream()
                    .flatMap(each -> each.all("userRole").stream())
                    .anyMatch(each -> each.text().equals(role))) {
                return true;
            }
        }
        return allShown ? Boolean.FALSE : null;
    }

    boolean isIn(String group) {
        return user.child("associatedGroups")
                .map(groups -> groups.all("userGroup").stream()
                        .anyMatch(each -> each.textAt("name").equalsIgnoreCase(group)))
                .orElse(false);
    }

    boolean lockedByAdministrator() {
        return yes(shown(Credential.PIN, "LockedByAdministrator"));
    }

    /** Digits of the primary extension; empty where there is none. */
    String primaryExtension() {
        return PhoneNumbers.digits(user.textAt("primaryExtension", "pattern"));
    }

    /** Of the PIN; null where the cluster names none. */
    @Nullable
    String policyName() {
        return policyName(Credential.PIN);
    }

    /** Null where the cluster names none. */
    @Nullable
    String policyName(Credential credential) {
        return emptyToNull(shown(credential, "PolicyName"));
    }

    /** A text of a credential as it came, for example {@code TimeChanged}. */
    String shown(Credential credential, String field) {
        return user.textAt(credential.element(), credential.field(field));
    }

    /** A flag of a credential; null where it is not shown. */
    @Nullable
    Boolean flag(Credential credential, String field) {
        String text = shown(credential, field);
        return yes(text) ? Boolean.TRUE : no(text) ? Boolean.FALSE : null;
    }

    boolean mustChange() {
        return yes(shown(Credential.PIN, "UserMustChange"));
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
            avoid.add(PhoneNumbers.digits(user.textAt(field)));
        }
        user.child("extensionsInfo")
                .ifPresent(info ->
                        info.all("extension").forEach(each -> avoid.add(PhoneNumbers.digits(each.textAt("pattern")))));
        if (PhoneNumbers.digits(userId()).equals(userId())) {
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
