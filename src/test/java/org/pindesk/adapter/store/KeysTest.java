package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Secret;

class KeysTest {
    private static final String GOOD = Samples.keyEntry("k1").substring(3);

    @Test
    void theFirstKeyIsTheCurrentOne() {
        Keys keys = Keys.parse(Secret.of(" k2:" + GOOD + " , k1:" + GOOD + "\n"));

        assertThat(keys.currentId()).isEqualTo("k2");
        assertThat(keys.byId("k1")).isPresent();
        assertThat(keys.byId("k3")).isEmpty();
        assertThat(keys).hasToString("keys [k2, k1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOD|key 1 has no id",
                "k1:GOOD,|key 2 has no id",
                "k 1:GOOD|key 1 has no id",
                "k1:GOOD,k1:GOOD|the key id k1 stands twice",
                "k1:GOOD,k2:not*base64|key k2 is not base64",
                "k1:c2hvcnQ=|key k1 has 5 bytes, not 32",
                "k1:|key k1 has 0 bytes"
            })
    void aWrongFormIsExplainedWithoutTheKey(String configured, String explained) {
        assertThatThrownBy(() -> Keys.parse(Secret.of(configured.replace("GOOD", GOOD))))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining(explained)
                .hasMessageContaining("head -c 32")
                .message()
                .doesNotContain(GOOD)
                .doesNotContain("c2hvcnQ");
    }

    @Test
    void theAuditKeyIsCheckedLikewise() {
        assertThatThrownBy(() -> AuditKey.parse(Secret.of("c2hvcnQ=")))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("the audit key has 5 bytes");
        assertThat(Samples.auditKey("a")).hasToString("audit key");
    }

    @Test
    void theHmacTellsTheSameLettersInOtherPartsApart() {
        AuditKey key = Samples.auditKey("a");
        Set<String> macs = new HashSet<>();
        macs.add(key.mac("ab", "c"));
        macs.add(key.mac("a", "bc"));
        macs.add(key.mac("abc"));
        macs.add(key.mac("abc", null));
        macs.add(key.mac("abc", "-"));
        macs.add(key.mac("abc", ""));
        macs.add(key.mac("3:abc"));

        assertThat(macs).hasSize(7);
    }

    @Test
    void sealingTheSameSecretTwiceLooksDifferentEachTime() {
        Sealer sealer = new Sealer(Samples.keys("k1"), new SecureRandom());
        Sealer.Place place = new Sealer.Place("r1", Samples.BOB, "hq");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Sealer.Sealed sealed = sealer.seal(Secret.of("58213"), place);
            assertThat(sealed.nonce()).hasSize(12);
            seen.add(Base64.getEncoder().encodeToString(sealed.nonce()));
            seen.add(Base64.getEncoder().encodeToString(sealed.bytes()));
        }

        assertThat(seen).hasSize(200);
    }

    @Test
    void keptInstantsAreCutToMicroseconds() {
        assertThat(Sql.kept(Instant.parse("2026-11-22T08:00:00.123456789Z")))
                .isEqualTo(Instant.parse("2026-11-22T08:00:00.123456Z"));
    }
}
