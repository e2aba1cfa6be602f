package org.pindesk.demo.cucm;

import org.pindesk.demo.company.Company;

/**
 * How the cluster uses the directory.
 *
 * @param authenticates whether the directory checks the passwords of those who came from it
 * @param searchBase where it looks for them
 * @param userIdAttribute attribute that became the user id
 */
record LdapUse(boolean authenticates, String searchBase, String userIdAttribute) {
    static final LdapUse START = new LdapUse(true, Company.BASE_DN, "sAMAccountName");

    /** Name of the LDAP agreement; {@code ldapDirectoryName} of those who came with it. */
    static final String AGREEMENT = "Beispiel AD";

    /** What a row of the database holds in {@code fkdirectorypluginconfig} then. */
    static final String AGREEMENT_KEY = "2d2fc3ff-96bf-9daf-ce33-ece87d7e30fa";

    /** The password of the cluster's own account at the directory, which an answer of AXL holds too. */
    static final String BIND_PASSWORD = "Cluster.Bind.8264";
}
