package org.pindesk.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@beispiel.example",
                "b@x.example",
                "bob.berger+pin@mail.beispiel.example",
                "o'hara@x.example",
                "BOB@X.EXAMPLE",
                "a_b-c=d@x-y.example",
                "b@xn--mller-kva.example"
            })
    void whatPeopleHaveIsTaken(String address) {
        assertThat(MailAddress.fault(address)).isEmpty();
        assertThat(MailAddress.of(address).text()).isEqualTo(address);
    }

    @Test
    void aDomainWithOtherLettersGoesOutInAscii() {
        assertThat(MailAddress.of("bob@müller.example").text()).isEqualTo("bob@xn--mller-kva.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|empty",
                "bob|exactly one @",
                "bob@x@y.example|exactly one @",
                "bob@|no domain",
                "@x.example|no plain name",
                "bob@x|no domain",
                "bob@localhost|no domain",
                "bob@10.0.0.1|no domain",
                "bob@[10.0.0.1]|no domain",
                "bob@x..example|no domain",
                "bob@-x.example|no domain",
                "bob@x_y.example|no domain",
                "bob@x.example.|no domain",
                "Bob Berger <bob@x.example>|space",
                "<bob@x.example>|no plain name",
                "\"bob\"@x.example|no plain name",
                "bob(comment)@x.example|no plain name",
                "bob@x.example(comment)|no domain",
                "bob@x.example,eve@x.example|exactly one @",
                "bob@x.example,eve|no domain",
                ".bob@x.example|no plain name",
                "bob.@x.example|no plain name",
                "b..b@x.example|no plain name",
                "bo;b@x.example|no plain name",
                "jürgen@x.example|before the @",
            })
    void whatNoServerTakesIsRefusedInWords(String address, String words) {
        assertThat(MailAddress.fault(address))
                .hasValueSatisfying(why -> assertThat(why).contains(words).doesNotContain("x.example,"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@x.example\n",
                "bob@x.example\r\nBcc: eve@x.example",
                "bob\u0000@x.example",
                "bob @x.example",
                "bob\u00a0@x.example",
                "bob\u200b@x.example",
                "bob@x\u202e.example"
            })
    void spacesLineBreaksAndInvisibleCharactersAreNamed(String address) {
        assertThat(MailAddress.fault(address))
                .hasValueSatisfying(why -> assertThat(why).contains("invisible"));
    }

    @Test
    void longOnesAreRefused() {
        assertThat(MailAddress.fault("b".repeat(64) + "@x.example")).isEmpty();
        assertThat(MailAddress.fault("b".repeat(65) + "@x.example")).isPresent();
        assertThat(MailAddress.fault("b@" + "x".repeat(64) + ".example")).isPresent();
        assertThat(MailAddress.fault("b@" + "x23456789.".repeat(25) + "example"))
                .isPresent();
    }
}
