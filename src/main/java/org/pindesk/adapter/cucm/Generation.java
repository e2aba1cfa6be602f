package org.pindesk.adapter.cucm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A version of the AXL schema, newest first, and what it lacks. Read from Cisco's schema files 7.1, 10.5, 12.5 and 14.0, and for those
 * between them from the differences that their release notes and generated clients show.
 */
enum Generation {
    V15_0("15.0"),
    V14_0("14.0"),
    V12_5("12.5"),
    V12_0("12.0"),
    V11_5("11.5"),
    V11_0("11.0"),
    V10_5("10.5"),
    V10_0("10.0"),
    V9_1("9.1"),
    V9_0("9.0"),
    V8_5("8.5"),
    V8_0("8.0"),
    V7_1("7.1");

    private final String version;

    Generation(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    String namespace() {
        return "http://www.cisco.com/AXL/API/" + version;
    }

    /** Whether a PIN can be kept from a voicemail system that shares it, which from 11.5 on is said with every new PIN. */
    boolean hasZeroHop() {
        return atLeast(V11_5);
    }

    /** The flag of updateUser that forgets failed sign-ins; empty from 8.0 to 10.5, where only a new secret does that (inferred). */
    Optional<String> forgetsFailedSignIns(Credential which) {
        if (this == V7_1) {
            return Optional.of(which.field("ResetHackCount"));
        }
        // here without the "Cred" of the other flags
        return atLeast(V11_0) ? Optional.of(which.shortField("ResetHackCount")) : Optional.empty();
    }

    /** Whether pinCredentials and passwordCredentials must begin with the policy's name: read it first and send it back, or the policy would change. */
    boolean wantsPolicyName() {
        return this == V7_1;
    }

    /** Whether the settings of LDAP can be asked for. Not in 7.1; for 8.0 to 10.0 there was no schema at hand: the answer tells. */
    boolean showsLdapSettings() {
        return this != V7_1;
    }

    /**
     * Whether getUserGroup shows the group's roles and can leave its members out. Not in 7.1; from 8.0 to 9.1 there was no schema at
     * hand, so the database is asked there too.
     */
    boolean showsRolesOfGroup() {
        return atLeast(V10_0);
    }

    /** Whether a user without device profiles is shown with an empty list; the schema of 7.1 allows no empty one. */
    boolean showsEmptyProfiles() {
        return this != V7_1;
    }

    /** Path of the page on which people change their own settings; which one a release has was not tried. */
    String portalPath() {
        return atLeast(V10_0) ? "/ucmuser" : "/ccmuser";
    }

    /** Why a PIN cannot be unlocked and kept, for people; empty where it can. */
    Optional<String> cannotUnlock() {
        return forgetsFailedSignIns(Credential.PIN).isPresent()
                ? Optional.empty()
                : Optional.of("this release can only lift the lock by setting a new PIN");
    }

    /** What the version lacks that matters here, for operators; empty from 12.5 on. */
    List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        if (!hasZeroHop()) {
            lacks.add("no PIN synchronisation with voicemail (zeroHop)");
        }
        cannotUnlock().ifPresent(lacks::add);
        if (!atLeast(V10_0)) {
            lacks.add("does not say which cluster is a user's home");
            lacks.add("does not say whether a user comes from LDAP");
        }
        if (wantsPolicyName()) {
            lacks.add("does not show whether the directory checks passwords");
            lacks.add("wants the credential policy sent back with every change, so a change reads the user first");
        }
        return lacks;
    }

    /** The next older one; empty after 7.1. */
    Optional<Generation> older() {
        return Arrays.stream(values()).skip(ordinal() + 1L).findFirst();
    }

    /** Empty where Pindesk does not speak that version. */
    static Optional<Generation> of(String version) {
        return Arrays.stream(values())
                .filter(each -> each.version.equals(version))
                .findFirst();
    }

    private boolean atLeast(Generation other) {
        return compareTo(other) <= 0;
    }
}
