package org.pindesk.diagnosis;

import java.util.Locale;

/** Which secret a place asks for. */
public enum SecretName {
    /** Password of an Active Directory account. */
    WINDOWS_PASSWORD,
    /** Password of an account in another directory, or in one whose kind was not seen. */
    DIRECTORY_PASSWORD,
    /** Password that the telephone system keeps itself. */
    TELEPHONE_PASSWORD,
    PIN,
    VOICEMAIL_PIN;

    /** As it stands in text keys: {@code windows-password}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
