package org.pindesk.demo.company;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person of the demo company.
 *
 * @param account the name that the console uses; also directory login, PBX user id and chat name
 * @param extension desk phone extension, null for people without a telephone
 * @param what what is special about them, one line for {@code --people}
 */
public record Employee(
        String account,
        String givenName,
        String surname,
        String department,
        @Nullable String extension,
        Set<Trait> traits,
        String what) {
    private static final long FIRST_DISCORD_ID = 1_100_000_000_000_000_000L;

    /** What makes a person different from a plain one with a desk phone. */
    public enum Trait {
        /** Member of the helpdesk group, through a nested group for one of them. */
        HELPDESK,
        /** Administrator and approver. */
        ADMINISTRATOR,
        /** Member of the protected group. */
        PROTECTED,
        /** Two directory entries carry this person's mail address. */
        TWICE_IN_DIRECTORY,
        /** Not in the directory. */
        NOT_IN_DIRECTORY,
        /** Directory account disabled. */
        DISABLED,
        /** Guest in Slack. */
        CHAT_GUEST,
        /** Not on any telephone system. */
        NO_TELEPHONE,
        /** Holds an administrator role on CUCM. */
        CUCM_ADMINISTRATOR,
        /** PIN locked by failed sign-ins when the demo starts. */
        PIN_LOCKED,
        /** PIN locked by an administrator. */
        PIN_LOCKED_BY_ADMINISTRATOR,
        /** On UCware, with a password that UCware keeps. */
        UCWARE_LOCAL,
        /** On UCware, with the directory's password. */
        UCWARE_DIRECTORY,
        /** In the directory and on the telephone system, but in no chat. */
        NO_CHAT,
        /** On Discord, but not linked there, and not in Slack. */
        DISCORD_ONLY,
        /** On CUCM, but not in its group <em>Standard CCM End Users</em>. */
        NOT_IN_END_USERS,
        /** Directory password older than the policy allows; helpdesk may offer a new one. */
        PASSWORD_EXPIRED,
        /** Has an authenticator, enrolled before the bot starts. */
        AUTHENTICATOR
    }

    public Employee {
        traits = Set.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** On the Cisco telephone system, and so with a mailbox on its voicemail system. */
    public boolean isOnCisco() {
        return hasTelephone() && !isOnUcware();
    }

    public boolean isOnUcware() {
        return is(Trait.UCWARE_LOCAL) || is(Trait.UCWARE_DIRECTORY);
    }

    public boolean hasTelephone() {
        return extension != null;
    }

    public String fullName() {
        return givenName + " " + surname;
    }

    public String mail() {
        return account + "@" + Company.MAIL_DOMAIN;
    }

    /** Slack user id: fixed, so that stories can be read. */
    public String slackId() {
        return "U0" + account.toUpperCase(Locale.ROOT);
    }

    public boolean isOnSlack() {
        return !is(Trait.NO_CHAT) && !is(Trait.DISCORD_ONLY);
    }

    public boolean isOnDiscord() {
        return !is(Trait.NO_CHAT);
    }

    /** Whether the Discord account is linked to the directory before the bot starts. */
    public boolean isLinkedOnDiscord() {
        return isOnDiscord() && !is(Trait.DISCORD_ONLY) && !is(Trait.CHAT_GUEST) && !is(Trait.NOT_IN_DIRECTORY);
    }

    /** Discord user id: fixed, and larger than what a floating-point number holds, as real ones are. */
    public String discordId() {
        return String.valueOf(FIRST_DISCORD_ID + Long.parseLong(account, Character.MAX_RADIX));
    }
}
