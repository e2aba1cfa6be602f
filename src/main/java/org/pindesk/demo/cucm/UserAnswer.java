package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Employee;

/** The user of a getUser answer as each generation writes it. {@code password} and {@code pin} come back empty, as from CUCM. */
final class UserAnswer {
    /** As seen in answers that people published. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMMM d, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private UserAnswer() {}

    static String of(EndUser user, String version) {
        return Release.atLeast(version, "8.0") ? modern(user, version) : old(user);
    }

    private static String old(EndUser user) {
        Employee person = user.employee();
        return "<user uuid=\"" + user.uuid() + "\">"
                + tag("firstname", person.givenName())
                + tag("middlename", "")
                + tag("lastname", person.surname())
                + tag("userid", person.account())
                + "<password/><pin/>"
                + tag("telephoneNumber", user.telephoneNumber())
                + tag("mailid", person.mail())
                + tag("department", person.department())
                + "<manager/>" + line(user)
                + "<associatedPC/>" + groups(user)
                + tag("enableCTI", "true")
                + "<pinCredentials>" + flags(user)
                + tag("pinCredTimeChanged", time(user.changed()))
                + lock(user) + "</pinCredentials>"
                + tag("status", "1")
                + "</user>";
    }

    private static String modern(EndUser user, String version) {
        Employee person = user.employee();
        boolean early = !Release.atLeast(version, "10.0");
        String number = tag("telephoneNumber", user.telephoneNumber());
        return "<user uuid=\"" + user.uuid() + "\">"
                + tag("firstName", person.givenName())
                + (Release.atLeast(version, "11.0") ? tag("displayName", person.fullName()) : "")
                + tag("middleName", "")
                + tag("lastName", person.surname())
                + tag("userid", person.account())
                + "<password/><pin/>"
                + (early ? number : "")
                + tag("mailid", person.mail())
                + tag("department", person.department())
                + "<manager/>" + line(user)
                + "<associatedPc/>" + groups(user)
                + tag("enableCti", "true")
                // the schema calls pinCredTimeChanged a boolean, so it is left out
                + "<pinCredentials>" + flags(user) + lock(user) + "</pinCredentials>"
                + tag("status", "1")
                + (early
                        ? ""
                        : tag("numericUserId", "")
                                + tag("homeCluster", "true")
                                + number
                                + tag("selfService", user.extension())
                                + tag("ldapDirectoryName", ""))
                + "</user>";
    }

    private static String line(EndUser user) {
        return "<associatedDevices>" + tag("device", "SEP00000000" + user.extension())
                + "</associatedDevices><primaryExtension>"
                + tag("pattern", user.extension())
                + tag("routePartitionName", "PT-INTERNAL")
                + "</primaryExtension>";
    }

    private static String groups(EndUser user) {
        StringBuilder groups = new StringBuilder("<associatedGroups>");
        for (AccessGroup group : user.groups()) {
            groups.append("<userGroup>").append(tag("name", group.name())).append("<userRoles>");
            group.roles().forEach(role -> groups.append(tag("userRole", role)));
            groups.append("</userRoles></userGroup>");
        }
        return groups.append("</associatedGroups>").toString();
    }

    private static String flags(EndUser user) {
        return tag("pinCredPolicyName", CredentialPolicy.DEFAULT.name())
                + tag("pinCredUserCantChange", "false")
                + tag("pinCredUserMustChange", "" + user.mustChange())
                + tag("pinCredDoesNotExpire", "false");
    }

    private static String lock(EndUser user) {
        return tag("pinCredTimeAdminLockout", time(user.lockedByAdministratorSince()))
                + tag("pinCredLockedByAdministrator", "" + user.lockedByAdministrator());
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }
}
