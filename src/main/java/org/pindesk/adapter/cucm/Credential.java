package org.pindesk.adapter.cucm;

/** The two credentials of an end user, as getUser and the database name them. */
enum Credential {
    PASSWORD("passwordCredentials", "pwdCred", "3", "password"),
    PIN("pinCredentials", "pinCred", "4", "PIN");

    private final String element;
    private final String prefix;
    private final String type;
    private final String word;

    Credential(String element, String prefix, String type, String word) {
        this.element = element;
        this.prefix = prefix;
        this.type = type;
        this.word = word;
    }

    /** The element of getUser that holds its flags. */
    String element() {
        return element;
    }

    /** A flag's whole name: {@code UserMustChange} becomes {@code pinCredUserMustChange}. */
    String field(String name) {
        return prefix + name;
    }

    /** A flag that leaves "Cred" out: {@code pinResetHackCount}. */
    String shortField(String name) {
        return prefix.replace("Cred", "") + name;
    }

    /** {@code tkcredential} of the database. */
    String type() {
        return type;
    }

    /** The element of updateUser and doAuthenticateUser that holds the secret itself. */
    String secretElement() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** For people. */
    String word() {
        return word;
    }
}
