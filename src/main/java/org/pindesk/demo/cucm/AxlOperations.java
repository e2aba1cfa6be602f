package org.pindesk.demo.cucm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.credential.LockableSecret.SignIn;
import org.pindesk.demo.cucm.Cluster.PasswordUpdate;
import org.pindesk.demo.cucm.Cluster.UserUpdate;
import org.w3c.dom.Element;

/** The operations that are simulated. Elements that are known to the schema but have no effect here are accepted and ignored. */
final class AxlOperations {
    private static final Set<String> YES = Set.of("true", "t", "1");
    private static final Set<String> NO = Set.of("false", "f", "0");
    private static final String GROUP_UUID = "{9C6B0E1F-0000-4000-8000-000000000002}";

    private final Cluster cluster;
    private final SqlConsole sql;
    private final Portal portal;

    /**
     * @param portal checks passwords here as it does on its own page
     */
    AxlOperations(Cluster cluster, SqlConsole sql, Portal portal) {
        this.portal = portal;
        this.cluster = cluster;
        this.sql = sql;
    }

    /** The answer's envelope. */
    String execute(String operation, String version, Element message, Fault fault, AxlMessages answers)
            throws AxlRefusal {
        return switch (operation) {
            case "getUser" ->
                cluster.read(
                        required(message, "userid"),
                        user -> answers.user(
                                user, cluster.groupsOf(user.employee().account())));
            case "getUserGroup" -> {
                Set<String> tags = AxlXml.child(message, "returnedTags").stream()
                        .flatMap(wanted -> AxlXml.children(wanted).stream())
                        .map(Element::getLocalName)
                        .collect(Collectors.toSet());
                yield cluster.readGroup(
                        required(message, "name"), (group, members) -> answers.group(group, members, tags));
            }
            case "getLdapSystem" -> answers.ldapSystem(cluster.ldap());
            case "getLdapAuthentication" -> answers.ldapAuthentication(cluster.ldap());
            case "updateUserGroup" -> {
                cluster.addMembers(required(message, "name"), newMembers(message), fault.is(Fault.Kind.LIE));
                yield answers.updated(operation, GROUP_UUID);
            }
            case "getCredentialPolicy" -> answers.policy(cluster.policy(required(message, "name")));
            case "doAuthenticateUser" -> answers.authenticated(signIn(message));
            case "updateUser" ->
                answers.updated(operation, cluster.update(update(version, message, fault), fault.is(Fault.Kind.LIE)));
            case "executeSQLQuery" -> answers.rows(sql.execute(required(message, "sql")));
            default -> throw new AxlRefusal(Cluster.UNDOCUMENTED, "Operation " + operation + " is not allowed here");
        };
    }

    /** Of all that updateUserGroup can do, this alone is simulated. */
    private static List<String> newMembers(Element message) throws AxlRefusal {
        List<String> members = new ArrayList<>();
        for (Element part : AxlXml.children(message)) {
            switch (String.valueOf(part.getLocalName())) {
                case "name" -> {}
                case "addMembers" -> {
                    for (Element member : AxlXml.children(part)) {
                        members.add(required(member, "userId"));
                    }
                }
                default ->
                    throw new AxlRefusal(
                            Cluster.UNDOCUMENTED, "Element " + part.getLocalName() + " is not allowed here");
            }
        }
        return members;
    }

    private UserUpdate update(String version, Element message, Fault fault) throws AxlRefusal {
        String newPin = AxlXml.text(message, "pin").orElse(null);
        String newPassword = AxlXml.text(message, "password").orElse(null);
        if ((newPin != null || newPassword != null) && fault.is(Fault.Kind.REFUSE_TRIVIAL)) {
            throw Cluster.refused(newPin == null ? "Trivial password" : "Trivial PIN");
        }
        Optional<Element> credentials = AxlXml.child(message, "pinCredentials");
        boolean old = !Release.atLeast(version, "8.0");
        if (old && credentials.isPresent()) {
            checkPolicy(credentials.get(), "pinCredPolicyName");
        }
        // where no flag forgets failed sign-ins, a new PIN does: inferred, no source says so
        boolean byPin = newPin != null && !old && !Release.atLeast(version, "11.0");
        String forgets = old ? "pinCredResetHackCount" : "pinResetHackCount";
        return new UserUpdate(
                required(message, "userid"),
                newPin,
                flag(credentials, "pinCredUserMustChange"),
                flag(credentials, "pinCredLockedByAdministrator"),
                byPin || Boolean.TRUE.equals(flag(credentials, forgets)),
                Boolean.FALSE.equals(flag(Optional.of(message), "zeroHop")),
                password(version, message, newPassword));
    }

    private @Nullable PasswordUpdate password(String version, Element message, @Nullable String secret)
            throws AxlRefusal {
        Optional<Element> credentials = AxlXml.child(message, "passwordCredentials");
        if (secret == null && credentials.isEmpty()) {
            return null;
        }
        boolean old = !Release.atLeast(version, "8.0");
        if (old && credentials.isPresent()) {
            checkPolicy(credentials.get(), "pwdCredPolicyName");
        }
        boolean bySecret = secret != null && !old && !Release.atLeast(version, "11.0");
        String forgets = old ? "pwdCredResetHackCount" : "pwdResetHackCount";
        return new PasswordUpdate(
                secret,
                flag(credentials, "pwdCredUserMustChange"),
                bySecret || Boolean.TRUE.equals(flag(credentials, forgets)));
    }

    private SignIn signIn(Element message) throws AxlRefusal {
        String userId = required(message, "userid");
        if (AxlXml.text(message, "password").isEmpty()) {
            return cluster.signIn(userId, pin(message));
        }
        // an unknown user is refused in the same words
        cluster.read(userId, EndUser::active);
        return portal.password(userId, required(message, "password"));
    }

    /** 7.1 wants the policy first: without it, it would change. */
    private void checkPolicy(Element credentials, String element) throws AxlRefusal {
        cluster.policy(required(credentials, element));
    }

    private static String pin(Element message) throws AxlRefusal {
        String pin = required(message, "pin");
        if (!pin.matches("\\d{4,}")) {
            throw new AxlRefusal(Cluster.UNDOCUMENTED, "Invalid value for pin");
        }
        return pin;
    }

    private static String required(Element message, String name) throws AxlRefusal {
        return AxlXml.text(message, name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new AxlRefusal(Cluster.UNDOCUMENTED, "Invalid value for " + name));
    }

    private static @Nullable Boolean flag(Optional<Element> parent, String name) throws AxlRefusal {
        Optional<String> text = parent.flatMap(element -> AxlXml.text(element, name));
        if (text.isEmpty()) {
            return null;
        }
        if (!YES.contains(text.get()) && !NO.contains(text.get())) {
            throw new AxlRefusal(Cluster.UNDOCUMENTED, "Invalid value for " + name);
        }
        return YES.contains(text.get());
    }
}
