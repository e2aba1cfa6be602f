package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

    static String of(EndUser user, List<AccessGroup> groups, String version) {
        return Release.atLeast(version, "8.0") ? modern(user, groups, version) : old(user, groups);
    }

    private static String old(EndUser user, List<AccessGroup> groups) {
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
                + "<associatedPC/>" + groups(groups)
                + tag("enableCTI", "true")
                // the schema of 7.1 allows no empty list
                + (user.phoneProfile() ? profiles(user) : "")
                + password(user)
                + "<pinCredentials>" + flags("pinCred", user.pin())
                + tag("pinCredTimeChanged", time(user.pin().changed()))
                + lock("pinCred", user.pin()) + "</pinCredentials>"
                + status(user)
                + "</user>";
    }

    private static String modern(EndUser user, List<AccessGroup> groups, String version) {
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
                + "<associatedPc/>" + groups(groups)
                + tag("enableCti", "true")
                + (user.phoneProfile() ? profiles(user) : "<phoneProfiles/>")
                + password(user)
                // the schema calls pinCredTimeChanged a boolean, so it is left out
                + "<pinCredentials>" + flags("pinCred", user.pin()) + lock("pinCred", user.pin())
                + "</pinCredentials>"
                + status(user)
                + (early
                        ? ""
                        : tag("numericUserId", "")
                                + tag("homeCluster", "true")
                                + number
                                + tag("selfService", user.extension())
                                + tag("ldapDirectoryName", user.fromDirectory() ? LdapUse.AGREEMENT : ""))
                + "</user>";
    }

    private static String line(EndUser user) {
        return "<associatedDevices>" + tag("device", "SEP00000000" + user.extension())
                + "</associatedDevices><primaryExtension>"
                + tag("pattern", user.extension())
                + tag("routePartitionName", "PT-INTERNAL")
                + "</primaryExtension>";
    }

    private static String groups(List<AccessGroup> all) {
        StringBuilder groups = new StringBuilder("<associatedGroups>");
        for (AccessGroup group : all) {
            groups.append("<userGroup>").append(tag("name", group.name())).append("<userRoles>");
            group.roles().forEach(role -> groups.append(tag("userRole", role)));
            groups.append("</userRoles></userGroup>");
        }
        return groups.append("</associatedGroups>").toString();
    }

    private static String profiles(EndUser user) {
        return "<phoneProfiles>" + tag("profileName", "UDP-" + user.employee().account()) + "</phoneProfiles>";
    }

    private static String password(EndUser user) {
        return "<passwordCredentials>" + flags("pwdCred", user.password())
                + tag("pwdCredTimeChanged", time(user.password().changed()))
                + lock("pwdCred", user.password()) + "</passwordCredentials>";
    }

    /** 1 = active, 2 = came from LDAP and is no longer found there. */
    private static String status(EndUser user) {
        return tag("status", user.active() ? "1" : "2");
    }

    private static String flags(String prefix, StoredCredential credential) {
        return tag(prefix + "PolicyName", CredentialPolicy.DEFAULT.name())
                + tag(prefix + "UserCantChange", "false")
                + tag(prefix + "UserMustChange", "" + credential.mustChange())
                + tag(prefix + "DoesNotExpire", "false");
    }

    private static String lock(String prefix, StoredCredential credential) {
        return tag(prefix + "TimeAdminLockout", time(credential.lockedByAdministratorSince()))
                + tag(prefix + "LockedByAdministrator", "" + credential.lockedByAdministrator());
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }
}
