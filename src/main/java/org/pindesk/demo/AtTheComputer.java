package org.pindesk.demo;

import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Staff;
import org.pindesk.demo.directory.DirectorySimulator;

/** The line {@code computer NAME SECRET [NEWSECRET]}: somebody sits down at a Windows PC. */
final class AtTheComputer {
    /** The secret that somebody was shown last. */
    interface LastSecret {
        /** Null when none was shown yet. */
        @Nullable
        String of(String account);
    }

    private static final String LAST = "LAST";

    private final Staff staff;
    private final DirectorySimulator directory;
    private final LastSecret lastSecret;

    AtTheComputer(Staff staff, DirectorySimulator directory, LastSecret lastSecret) {
        this.staff = staff;
        this.directory = directory;
        this.lastSecret = lastSecret;
    }

    /**
     * @param typist who hears of a line that is not understood
     * @param rest what was typed after the verb
     */
    Printed signIn(String typist, String rest) {
        String[] words = rest.strip().split("\\s+");
        if (words.length < 2 || words.length > 3) {
            return Printed.plain(
                    typist,
                    "system",
                    "Not understood. Type: computer NAME PASSWORD [NEW], for example: computer harvey LAST My-own.Words-27 (NEW is typed"
                            + " only when Windows asks for a new password)");
        }
        String account = words[0];
        if (staff.find(account).isEmpty()) {
            return Printed.plain(typist, "system", "Nobody is called " + account + ". See ./pindesk demo --people");
        }
        String password = secret(account, words[1]);
        String next = words.length == 3 ? secret(account, words[2]) : null;
        if (password == null || (words.length == 3 && next == null)) {
            return Printed.plain(typist, "system", "Nothing secret has been shown to " + account + " yet.");
        }
        return Printed.plain(account, "computer", directory.signInAtComputer(account, password, next));
    }

    private @Nullable String secret(String account, String word) {
        return word.equals(LAST) ? lastSecret.of(account) : word;
    }
}
