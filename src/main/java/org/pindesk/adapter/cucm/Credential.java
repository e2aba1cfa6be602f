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

    /** {@code tkcredential} of the database. */
    String type() {
        return type;
    }

    /** For people. */
    String word() {
        return word;
    }
}
