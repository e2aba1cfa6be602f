package org.pindesk.adapter.cucm;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlOut;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/** The two changes of a PIN: a new one, and forgetting failed sign-ins. */
final class PinWrites {
    /** The schema's own pattern for a PIN, with a bound. */
    private static final Pattern PIN = Pattern.compile("[0-9]{4,64}");

    private final CucmSettings settings;
    private final ClusterReads reads;
    private final @Nullable AxlClient client;
    private final SpokenSchema schema;

    /**
     * @param client null = never write
     */
    PinWrites(CucmSettings settings, ClusterReads reads, @Nullable AxlClient client, SpokenSchema schema) {
        this.settings = settings;
        this.reads = reads;
        this.client = client;
        this.schema = schema;
    }

    static boolean looksLikePin(Secret pin) {
        return PIN.matcher(pin.open()).matches();
    }

    /** One operation; where the policy must be sent back, or the schema is not known yet, the user is read first. */
    Written reset(Account account, Secret pin, boolean hereOnly) {
        AxlClient writer = client;
        if (writer == null) {
            return WriteResults.readOnly(settings.id());
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        if (!looksLikePin(pin)) {
            return new Written(Written.Kind.NOT_SENT, "a PIN is four or more digits");
        }
        String policy = null;
        if (!schema.settled() || schema.now().wantsPolicyName()) {
            try {
                policy =
                        reads.user(account.userId()).map(UserRecord::policyName).orElse(null);
            } catch (BackendException e) {
                return notRead(e);
            }
            if (schema.now().wantsPolicyName() && policy == null) {
                return withoutPolicy();
            }
        }
        String name = policy;
        try {
            AxlReply reply = writer.call(AxlOperation.UPDATE_USER, settings.writeDeadline(), (xml, generation) -> {
                xml.element("userid", account.userId())
                        .element("pin", pin.open())
                        .group("pinCredentials", () -> {
                            policyName(xml, generation, name);
                            xml.element("pinCredUserMustChange", settings.mustChange());
                            generation.forgetsFailedSignIns(Credential.PIN).ifPresent(flag -> xml.element(flag, true));
                        });
                if (generation.hasZeroHop()) {
                    // false: a voicemail system that shares the PIN gets it too
                    xml.element("zeroHop", hereOnly);
                }
            });
            return WriteResults.of(AxlOperation.UPDATE_USER, reply, pin);
        } catch (BackendException e) {
            return WriteResults.of(e, pin);
        }
    }

    /** Two operations: the user is read first, since an administrator's lock forbids it. */
    Written unlock(Account account) {
        AxlClient writer = client;
        if (writer == null) {
            return WriteResults.readOnly(settings.id());
        }
        if (account.barred() != null) {
            return new Written(Written.Kind.REFUSED, account.barred());
        }
        Optional<UserRecord> user;
        try {
            user = reads.user(account.userId());
        } catch (BackendException e) {
            return notRead(e);
        }
        if (user.isEmpty()) {
            return new Written(Written.Kind.REFUSED, "there is no user " + account.userId() + " now");
        }
        if (user.get().lockedByAdministrator()) {
            return new Written(
                    Written.Kind.REFUSED, "an administrator locked this PIN: only an administrator may lift that");
        }
        Optional<String> cannot = schema.now().cannotUnlock();
        if (cannot.isPresent()) {
            return new Written(Written.Kind.REFUSED, cannot.get());
        }
        String name = user.get().policyName();
        if (schema.now().wantsPolicyName() && name == null) {
            return withoutPolicy();
        }
        try {
            AxlReply reply = writer.call(
                    AxlOperation.UPDATE_USER,
                    settings.writeDeadline(),
                    (xml, generation) -> xml.element("userid", account.userId()).group("pinCredentials", () -> {
                        policyName(xml, generation, name);
                        generation.forgetsFailedSignIns(Credential.PIN).ifPresent(flag -> xml.element(flag, true));
                    }));
            return WriteResults.of(AxlOperation.UPDATE_USER, reply, null);
        } catch (BackendException e) {
            return WriteResults.of(e, null);
        }
    }

    private static void policyName(XmlOut xml, Generation generation, @Nullable String name) {
        if (generation.wantsPolicyName() && name != null) {
            xml.element("pinCredPolicyName", name);
        }
    }

    private static Written notRead(BackendException e) {
        return new Written(Written.Kind.NOT_SENT, "the user could not be read before the change: " + e.getMessage());
    }

    static Written withoutPolicy() {
        return new Written(
                Written.Kind.NOT_SENT,
                "this release wants the user's credential policy sent back with every change, and getUser names none");
    }
}
