package org.pindesk.demo.cucm;

import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** The order of elements in the requests that are simulated: AXL's types are sequences, and a wrong order is refused. */
final class ElementOrder {
    private static final Map<String, List<String>> ORDERS = Map.of(
            "getUser",
            List.of("userid", "uuid", "returnedTags"),
            "getCredentialPolicy",
            List.of("name", "uuid", "returnedTags"),
            "doAuthenticateUser",
            List.of("userid", "password", "pin"),
            "updateUser",
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
                    + " enableUserToHostConferenceNow attendeesAccessCode zeroHop customerName"),
            "pinCredentials",
            words("pinCredPolicyName pinCredUserCantChange pinCredUserMustChange pinCredDoesNotExpire"
                    + " pinCredTimeChanged pinCredTimeAdminLockout pinCredLockedByAdministrator pinResetHackCount"));

    private ElementOrder() {}

    static boolean knows(String operation) {
        return ORDERS.containsKey(operation) && !operation.equals("pinCredentials");
    }

    /**
     * @throws AxlRefusal when an element is unknown, qualified, repeated or out of order; the text is an invention
     */
    static void check(Element message) throws AxlRefusal {
        List<String> order = ORDERS.getOrDefault(message.getLocalName(), List.of());
        int reached = -1;
        for (Element child : AxlXml.children(message)) {
            int at = child.getNamespaceURI() == null ? order.indexOf(child.getLocalName()) : -1;
            if (at <= reached) {
                throw new AxlRefusal(
                        Cluster.UNDOCUMENTED, "Element " + child.getNodeName() + " is not expected at this place");
            }
            reached = at;
            if (child.getLocalName().equals("pinCredentials")) {
                check(child);
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
