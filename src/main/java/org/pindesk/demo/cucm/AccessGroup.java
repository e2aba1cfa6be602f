package org.pindesk.demo.cucm;

import java.util.List;

/** An access control group with its roles. The stock end-user group's roles are documented; those of the super users are a choice. */
record AccessGroup(String name, List<String> roles) {
    /** The role that the self-care page asks for. */
    static final String PORTAL_ROLE = "Standard CCM End Users";

    static final AccessGroup END_USERS = new AccessGroup(
            "Standard CCM End Users", List.of("Standard CCM End Users", "Standard CCMUSER Administration"));
    static final AccessGroup SUPER_USERS =
            new AccessGroup("Standard CCM Super Users", List.of("Standard CCM Admin Users", "Standard AXL API Access"));
}
