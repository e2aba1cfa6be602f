package org.pindesk.core;

/**
 * The directory's immutable id of a person: objectGUID (hex) on Active Directory, entryUUID elsewhere. Survives renames and moves,
 * and is never given to somebody else, unlike names and mail addresses.
 */
public record PersonId(String value) {
    public PersonId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a person id is never blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
