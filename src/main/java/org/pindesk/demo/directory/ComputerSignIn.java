package org.pindesk.demo.directory;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Fault.Kind;
import org.pindesk.demo.directory.SignIns.Verdict;

/**
 * Signing in at a Windows PC, with Windows' own sentences. Known from Windows 10 and 11: wrong password, expired, must change, locked,
 * disabled, the refused new password, no domain. Not verified word for word: account expired, hours, other PC, smart card.
 */
final class ComputerSignIn {
    static final String SIGNED_IN = "signed in";

    private static final String NO_DOMAIN =
            "We can't sign you in with this credential because your domain isn't available. Make sure"
                    + " your device is connected to your organization's network and try again.";
    private static final String REFUSED =
            "Unable to update the password. The value provided for the new password does not meet the"
                    + " length, complexity, or history requirements of the domain.";
    private static final String MAY_NOT_CHANGE = "You do not have permission to change your password.";
    private static final String SMART_CARD = "You must use Windows Hello or a smart card to sign in.";
    private static final String WRONG = "The user name or password is incorrect.";
    private static final Map<Verdict, String> SENTENCES = new EnumMap<>(Map.of(
            Verdict.GOOD,
            SIGNED_IN,
            Verdict.PASSWORD_EXPIRED,
            "Your password has expired and must be changed.",
            Verdict.MUST_CHANGE,
            "The user's password must be changed before signing in.",
            Verdict.LOCKED,
            "The referenced account is currently locked out and may not be logged on to.",
            Verdict.DISABLED,
            "Your account has been disabled. Please see your system administrator.",
            Verdict.ACCOUNT_EXPIRED,
            "Your account has expired. Please see your system administrator.",
            Verdict.OUTSIDE_HOURS,
            "Your account has time restrictions that prevent you from signing in right now. Please try again later.",
            Verdict.OTHER_WORKSTATION,
            "Your account is configured to prevent you from using this PC. Please try another PC."));

    private final Records records;
    private final SignIns signIns;
    private final Weather weather;

    ComputerSignIn(Records records, SignIns signIns, Weather weather) {
        this.records = records;
        this.signIns = signIns;
        this.weather = weather;
    }

    /**
     * @param next typed when Windows asks for a new password; null = cancelled. Windows asks only when it must be changed or has expired
     * @return "signed in", or what Windows says
     */
    String signIn(String login, Secret password, @Nullable Secret next) {
        if (weather.now().is(Kind.DOWN) || weather.now().is(Kind.HANG)) {
            return NO_DOMAIN;
        }
        Account account = records.byLogin(login).orElse(null);
        if (account == null) {
            return WRONG;
        }
        synchronized (records) {
            Verdict verdict = signIns.judge(account, password, computerOf(login));
            if (verdict == Verdict.GOOD
                    && (records.standing(account).number("userAccountControl") & Standing.SMART_CARD) != 0) {
                return SMART_CARD;
            }
            if (verdict.passwordIsOver() && next != null) {
                String refusal = change(records.account(account.login()), next);
                return refusal != null
                        ? refusal
                        : sentence(signIns.judge(records.account(account.login()), next, computerOf(login)));
            }
            return sentence(verdict);
        }
    }

    /** Everybody sits at a PC of their own. */
    private static String computerOf(String login) {
        return "PC-" + login.toUpperCase(Locale.ROOT);
    }

    /** The least age does not matter: it is asked for only when the password is over (MS-SAMR 3.1.1.7). */
    private @Nullable String change(Account account, Secret next) {
        Standing standing = records.standing(account);
        String name = standing.entry().getAttributeValue("displayName");
        PasswordRules rules = standing.rules();
        if (!account.changesItself()) {
            return MAY_NOT_CHANGE;
        }
        if (!rules.allow(next, account.login(), name == null ? "" : name)
                || account.hadPassword(next, Math.max(1, rules.history()))) {
            return REFUSED;
        }
        records.change(account.login(), old -> old.withPassword(next));
        records.setReplicated(account, Map.of("pwdLastSet", FileTime.of(standing.now())));
        return null;
    }

    private static String sentence(Verdict verdict) {
        return SENTENCES.getOrDefault(verdict, WRONG);
    }
}
