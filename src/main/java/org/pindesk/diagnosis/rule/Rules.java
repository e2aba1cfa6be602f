package org.pindesk.diagnosis.rule;

import java.util.List;
import org.pindesk.diagnosis.Rule;
import org.pindesk.diagnosis.SystemRule;

/** All rules. Their order here means nothing: causes have a rank of their own. */
public final class Rules {
    /** Looked at once. */
    public static final List<Rule> ALL = List.of(
            new AccountDisabled(),
            new AccountPeriod(),
            new AccountLock(),
            new BadPasswords(),
            new DirectoryPassword(),
            new SelfChange(),
            new SmartCard(),
            new Hours(),
            new Workstations(),
            new ProtectedUsers(),
            new TooManyGroups(),
            new ClockSkew(),
            new LockDiffers(),
            new PasswordDiffers(),
            new ServerSilent(),
            new DirectorySilent(),
            new PrivilegedPerson(),
            new RepeatedLocks(),
            new WhereTheAccountIs(),
            new Voicemail(),
            new PhoneCode());

    /** Looked at for each telephone system. */
    public static final List<SystemRule> ON_EACH_SYSTEM = List.of(
            new SystemSilent(),
            new InactiveAccount(),
            new PortalRole(),
            new PhoneProfile(),
            new PinLock(),
            new PinState(),
            new BadPins(),
            new TelephonePasswordLock(),
            new TelephonePasswordState(),
            new BadTelephonePasswords(),
            new DirectoryBase(),
            new LoginAttribute(),
            new LoginName(),
            new JustChanged(),
            new BarredAccount());

    private Rules() {}
}
