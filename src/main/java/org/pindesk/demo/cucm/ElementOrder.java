package org.pindesk.demo.cucm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The order of elements in the requests that are simulated: AXL's types are sequences, and a wrong order is refused. Read from the
 * schemas 7.1, 10.5 and 12.5; in 8.0 to 9.1 the telephone number stands before the mail address.
 */
final class ElementOrder {
    private static final Set<String> OPERATIONS = Set.of(
            "getUser",
            "getCredentialPolicy",
            "getUserGroup",
            "getLdapSystem",
            "getLdapAuthentication",
            "doAuthenticateUser",
            "executeSQLQuery",
            "updateUser",
            "updateUserGroup");
    /** Not in the schema of 7.1. */
    private static final Set<String> LATER = Set.of("getLdapSystem", "getLdapAuthentication");

    private static final List<String> UPDATE_7 = words(
            "userid firstname middlename lastname password pin telephoneNumber mailid extension department manager"
                    + " userLocale associatedDevices primaryExtension ipccExtension associatedPC"
                    + " authenticationProxyRights enableCTI digestCredentials enableCTISuperProvider"
                    + " allowCallParkRetrieval callingNumberModAllowed phoneProfiles enableMobility"
                    + " enableMobileVoiceAccess maxDeskPickupWaitTime remoteDestinationLimit passwordCredentials"
                    + " pinCredentials primaryDevice defaultProfile");
    private static final List<String> PIN_7 =
            words("pinCredPolicy pinCredPolicyName pinCredUserCantChange pinCredUserMustChange pinCredDoesNotExpire"
                    + " pinCredResetHackCount pinCredSetLockOut");
    private static final List<String> UPDATE =
            words("uuid userid firstName displayName middleName lastName emMaxLoginTime newUserid password pin mailid"
                    + " department manager userLocale associatedDevices primaryExtension associatedPc associatedGroups"
                    + " enableCti digestCredentials phoneProfiles defaultProfile presenceGroupName"
                    + " subscribeCallingSearchSpaceName enableMobility enableMobileVoiceAccess maxDeskPickupWaitTime"
                    + " remoteDestinationLimit passwordCredentials pinCredentials enableEmcc"
                    + " ctiControlledDeviceProfiles patternPrecedence numericUserId mlppPassword customUserFields"
                    + " homeCluster imAndPresenceEnable serviceProfile lineAppearanceAssociationForPresences"
                    + " directoryUri telephoneNumber title mobileNumber homeNumber pagerNumber removeExtensionsInfo"
                    + " addExtensionsInfo extensionsInfo selfService userProfile calendarPresence ldapDirectoryName"
                    + " userIdentity nameDialing ipccExtension ipccRoutePartition convertUserAccount"
                    + " enableUserToHostConferenceNow attendeesAccessCode zeroHop customerName");
    private static final List<String> PIN =
            words("pinCredPolicyName pinCredUserCantChange pinCredUserMustChange pinCredDoesNotExpire"
                    + " pinCredTimeChanged pinCredTimeAdminLockout pinCredLockedByAdministrator pinResetHackCount");

    private static final List<String> GROUP =
            words("name uuid removeMembers addMembers members removeUserRoles addUserRoles userRoles newName");

    private ElementOrder() {}

    static boolean knows(String version, String operation) {
        return OPERATIONS.contains(operation) && (Release.atLeast(version, "8.0") || !LATER.contains(operation));
    }

    /**
     * @throws AxlRefusal when an element is unknown, qualified, repeated or out of order; the text is an invention
     */
    static void check(String version, Element message) throws AxlRefusal {
        List<String> order = order(version, String.valueOf(message.getLocalName()));
        int reached = -1;
        for (Element child : AxlXml.children(message)) {
            int at = child.getNamespaceURI() == null ? order.indexOf(child.getLocalName()) : -1;
            if (at <= reached) {
                throw new AxlRefusal(
                        Cluster.UNDOCUMENTED, "Element " + child.getNodeName() + " is not expected at this place");
            }
            reached = at;
            if (child.getLocalName().equals("pinCredentials")
                    || child.getLocalName().equals("addMembers")) {
                check(version, child);
            }
        }
    }

    private static List<String> order(String version, String element) {
        boolean old = !Release.atLeast(version, "8.0");
        return switch (element) {
            case "getUser" -> old ? List.of("userid") : List.of("userid", "uuid", "returnedTags");
            case "getUserGroup" -> old ? List.of("name", "uuid") : List.of("name", "uuid", "returnedTags");
            case "updateUserGroup" ->
                old ? List.of("name", "uuid", "newName", "members", "addMembers", "removeMembers") : GROUP;
            case "addMembers" -> List.of("member");
            case "getCredentialPolicy" -> old ? List.of("name", "uuid") : List.of("name", "uuid", "returnedTags");
            case "doAuthenticateUser" -> List.of("userid", "password", "pin");
            case "executeSQLQuery" -> List.of("sql");
            case "updateUser" -> old ? UPDATE_7 : since(version, UPDATE);
            case "pinCredentials" -> old ? PIN_7 : since(version, PIN);
            default -> List.of();
        };
    }

    /** Without the elements that came later. */
    private static List<String> since(String version, List<String> newest) {
        List<String> order = new ArrayList<>(newest);
        if (!Release.atLeast(version, "12.5")) {
            order.removeAll(List.of("emMaxLoginTime", "customerName"));
        }
        if (!Release.atLeast(version, "11.5")) {
            order.remove("zeroHop");
        }
        if (!Release.atLeast(version, "11.0")) {
            order.removeAll(List.of("displayName", "pinResetHackCount"));
        }
        if (!Release.atLeast(version, "10.0")) {
            order.removeAll(List.of("homeCluster", "ldapDirectoryName", "selfService"));
            if (order.remove("telephoneNumber")) {
                order.add(order.indexOf("mailid"), "telephoneNumber");
            }
        }
        return order;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
