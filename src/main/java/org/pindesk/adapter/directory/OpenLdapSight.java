package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence.Policy;

/**
 * What one server showed of an account and its policy, with what it hid.
 *
 * @param account the account's entry
 * @param hidden attributes of the account that were not shown and that the server does not say are absent
 * @param policyName DN of its policy; null when none is known
 * @param policy the policy's entry; null when none is known, or it could not be read whole
 */
record OpenLdapSight(
        Entry account,
        Set<String> hidden,
        @Nullable String policyName,
        @Nullable Entry policy) {

    /** Fractions of a second: pwdFailureTime comes with microseconds (measured on slapd 2.5), more than the library takes. */
    private static final Pattern FRACTION = Pattern.compile("[.,]\\d+");

    /** Longer than any account lasts; keeps sums of times inside what can be computed. */
    private static final long LONGEST_SECONDS = Duration.ofDays(365_000).toSeconds();

    OpenLdapSight {
        hidden = Set.copyOf(hidden);
    }

    boolean hides(String... attributes) {
        return Arrays.stream(attributes).anyMatch(hidden::contains);
    }

    /** The policy's name without its place; empty when none is known. */
    String shortPolicyName() {
        RDN rdn = policyName == null ? null : Names.dn(policyName).getRDN();
        return rdn == null ? "" : rdn.getAttributeValues()[0];
    }

    /** What is known of a policy that could not be read. */
    Policy unreadPolicy() {
        return policyName == null ? Policy.UNSEEN : new Policy(shortPolicyName(), false, null, null, null, null);
    }

    /** What could not be seen, in words for operators. */
    List<String> unseen() {
        List<String> words = new ArrayList<>();
        hidden.stream().sorted().forEach(attribute -> words.add(attribute + " is not shown to the service account"));
        if (policyName == null) {
            words.add("the password policy: the account names none, and none is configured");
        } else if (policy == null) {
            words.add("the password policy " + policyName + " is not there, or not shown whole to the service account");
        }
        return words;
    }

    @Nullable
    Instant time(String attribute) {
        String value = account.getAttributeValue(attribute);
        return value == null ? null : time(attribute, value);
    }

    List<Instant> times(String attribute) {
        return Attributes.values(account, attribute).stream()
                .map(value -> time(attribute, value))
                .toList();
    }

    boolean says(String attribute, String word) {
        return word.equalsIgnoreCase(account.getAttributeValue(attribute));
    }

    /** A count in the account's entry; null when it is not there. */
    @Nullable
    Long number(String attribute) {
        return number(account, attribute);
    }

    /** A number of the policy; 0 when it is not there, which means "none" for all that are asked for. */
    long rule(String attribute) {
        Long value = policy == null ? null : number(policy, attribute);
        return value == null ? 0 : value;
    }

    boolean policySays(String attribute, String word) {
        return policy != null && word.equalsIgnoreCase(policy.getAttributeValue(attribute));
    }

    static Instant plus(Instant from, long seconds) {
        return from.plusSeconds(Math.min(seconds, LONGEST_SECONDS));
    }

    private static Instant time(String attribute, String value) {
        try {
            Matcher fraction = FRACTION.matcher(value);
            return StaticUtils.decodeGeneralizedTime(fraction.replaceFirst("")).toInstant();
        } catch (ParseException e) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no time");
        }
    }

    private static @Nullable Long number(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        if (value == null) {
            return null;
        }
        if (!value.matches("\\d{1,18}")) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no number");
        }
        return Long.valueOf(value);
    }
}
