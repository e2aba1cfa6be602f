package org.pindesk.demo.mail;

import org.pindesk.demo.company.Company;
import org.pindesk.demo.tls.ServerCertificate;

/** Mail servers that only tests meet. */
public final class BrokenMail {
    private BrokenMail() {}

    /**
     * @param quirk one of {@link Quirk}, by name
     */
    public static void answers(MailSimulator server, String quirk) {
        server.behave(Quirk.valueOf(quirk));
    }

    /** Its certificate names another host. */
    public static MailSimulator certifiedForAnotherHost() {
        return new MailSimulator(Company.people(), ServerCertificate.forHost("mail.elsewhere.example"));
    }

    /** Its certificate has expired. */
    public static MailSimulator certifiedLongAgo() {
        return new MailSimulator(Company.people(), ServerCertificate.expired());
    }
}
