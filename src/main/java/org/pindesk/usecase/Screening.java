package org.pindesk.usecase;

import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Denial;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.Account;
import org.pindesk.core.Person;
import org.pindesk.gateway.Located;

/**
 * What the check before an offer or a write found: either everything is in order (person and account are there), or the first thing
 * that is not.
 *
 * @param person the owner as just read; null when unknown
 * @param account the owner's account as just read; null unless all is in order
 * @param verdict authorization's word; null when it did not come to that
 * @param unknown why the owner is nobody we may act for; null when known
 * @param located the search's result; null when it did not come to that
 */
record Screening(
        @Nullable Person person,
        @Nullable Account account,
        @Nullable Verdict verdict,
        Identity.@Nullable Unknown unknown,
        @Nullable Located located) {
    static Screening unknown(Identity.Unknown why) {
        return new Screening(null, null, null, why, null);
    }

    static Screening denied(Person person, Verdict verdict) {
        return new Screening(person, null, verdict, null, null);
    }

    static Screening located(Person person, Verdict verdict, Located located) {
        Account account = located.kind() == Located.Kind.FOUND ? located.account() : null;
        return new Screening(person, account, verdict, null, located);
    }

    boolean clear() {
        return account != null;
    }

    /** Whether nothing is wrong but a system that does not answer: then trying again later makes sense. */
    boolean silent() {
        return located != null && located.kind().silent();
    }

    @Nullable
    Denial denial() {
        return verdict == null ? null : verdict.denial();
    }

    /** One word for audit rows and text keys. */
    String word() {
        if (unknown != null) {
            return unknown.word();
        }
        Denial denial = denial();
        if (denial != null) {
            return denial.word();
        }
        return located == null || clear() ? "clear" : located.kind().word();
    }

    /** Labels of the systems concerned, for the text. */
    String systems(Voice voice) {
        return located == null ? "" : voice.systems(located);
    }

    /** The operator's detail, or who keeps a password; empty where there is none. */
    String detail(Voice voice) {
        return located == null ? "" : voice.detail(located);
    }
}
