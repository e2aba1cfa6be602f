package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;
import org.pindesk.port.Written.Kind;

/** Answers that no server of the real tier gives when asked are known from other tools' issues; see {@link WriteAnswers}. */
class WriteAnswersTest {
    private static final Secret SECRET = Secret.of("Canary-pw-4711");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  |                                                                        | ACCEPTED       | ''",
                "19 | 0000052D: Constraint violation - check_password_restrictions           | POLICY_REFUSED | policy",
                "53 | 0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM)       | POLICY_REFUSED | policy",
                "19 | 00000005: AtrErr: DSID-03191083, problem 1005 (CONSTRAINT_ATT_TYPE)    | REFUSED        | not delegated",
                "50 | 00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS)   | REFUSED        | AdminSDHolder",
                "53 | 0000001F: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM)       | REFUSED        | ldaps://",
                "53 | 00002077: SvcErr: DSID-0315166C, problem 5003 (WILL_NOT_PERFORM)       | REFUSED        | ldaps://",
                "8  | 00002028: LdapErr: DSID-0C0903A0                                       | REFUSED        | ldaps://",
                "10 | 0000202B: RefErr: DSID-0310084A                                        | REFUSED        | read-only",
                "32 | 0000208D: NameErr: DSID-03100288                                       | REFUSED        | gone",
                "19 | 0000202F: the value exists already                                     | REFUSED        | 0000202F",
                "19 | Password fails quality checking policy                                 | POLICY_REFUSED | quality",
                "51 | busy                                                                   | NOT_SENT       | overloaded",
                "52 | 0000200F                                                               | NOT_SENT       | overloaded"
            })
    void tellsAnswersApart(int code, @Nullable String words, Kind kind, String contains) {
        Written written = WriteAnswers.written(result(code, words), SECRET);
        assertThat(written.kind()).isEqualTo(kind);
        assertThat(written.detail()).contains(contains);
    }

    @Test
    void withoutAPasswordInTheRequestNoPolicyRefusesIt() {
        assertThat(WriteAnswers.written(result(19, "0000052D: what"), null).kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(WriteAnswers.written(result(19, "violation"), null).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void keepsTheSecretOutOfTheServersWords() {
        Written written = WriteAnswers.written(result(19, "0000052D: '" + SECRET.open() + "' is too simple"), SECRET);
        assertThat(written.detail()).contains("***").doesNotContain(SECRET.open());
    }

    private static LDAPResult result(int code, @Nullable String words) {
        return new LDAPResult(1, ResultCode.valueOf(code), words, null, (String[]) null, null);
    }
}
