package org.pindesk.demo.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaOracleTest {
    private static final String SCHEMA_DIR = "AXL_SCHEMA_DIR";

    private final SchemaOracle oracle = new SchemaOracle();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pin>730915</pin><userid>bob</userid>",
                "<userid>bob</userid><pinCredentials><pinResetHackCount>yes</pinResetHackCount></pinCredentials>",
                "<userid>bob</userid><unheardOf/>",
                ""
            })
    @EnabledIfEnvironmentVariable(named = SCHEMA_DIR, matches = ".+")
    void violationsAreFoundAndKeptWithoutThePin(String children) {
        Optional<String> violation = oracle.violation("14.0", "request", envelope("14.0", children));

        assertThat(violation.orElse("none"))
                .contains("AXL schema 14.0: request")
                .doesNotContain("730915");
        assertThat(oracle.violations()).hasSize(1);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = SCHEMA_DIR, matches = ".+")
    void whatFitsIsCountedAndAVersionWithoutSchemaIsSaid() {
        for (String version : new String[] {"12.5", "14.0", "15.0"}) {
            assertThat(oracle.violation(version, "request", envelope(version, "<userid>bob</userid><pin>1</pin>")))
                    .isEmpty();
        }
        assertThat(oracle.summary())
                .isEqualTo("AXL schema: checked 2 messages, 1 of a version without schema not checked");
    }

    @ParameterizedTest
    @CsvSource({
        "7.1, <pinCredPolicyName>a</pinCredPolicyName><pinCredResetHackCount>true</pinCredResetHackCount>, pinResetHackCount",
        "10.5, <pinCredUserMustChange>true</pinCredUserMustChange>, pinResetHackCount",
        "12.5, <pinResetHackCount>true</pinResetHackCount>, pinCredResetHackCount"
    })
    @EnabledIfEnvironmentVariable(named = SCHEMA_DIR, matches = ".+")
    void eachGenerationIsCheckedAgainstItsOwnSchema(String version, String right, String wrong) {
        assertThat(oracle.violation(version, "request", envelope(version, credentials(right))))
                .isEmpty();
        assertThat(oracle.violation(
                        version, "request", envelope(version, credentials("<" + wrong + ">true</" + wrong + ">"))))
                .isPresent();
        assertThat(oracle.summary()).isEqualTo("AXL schema: checked 2 messages");
    }

    private static String credentials(String inside) {
        return "<userid>bob</userid><pinCredentials>" + inside + "</pinCredentials>";
    }

    @Test
    @EnabledIfEnvironmentVariable(named = SCHEMA_DIR, matches = ".+")
    void theEnvelopeIsCheckedToo() {
        String twice = new String(envelope("12.5", "<userid>bob</userid>"), StandardCharsets.UTF_8)
                .replace("</e:Body>", "</e:Body><e:Body/>");

        assertThat(oracle.violation("12.5", "request", twice.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    @Test
    @DisabledIfEnvironmentVariable(named = SCHEMA_DIR, matches = ".+")
    void withoutTheFilesThatIsSaid() {
        assertThat(oracle.violation("14.0", "request", envelope("14.0", "<unheardOf/>")))
                .isEmpty();
        assertThat(oracle.summary()).isEqualTo("AXL schema: not available");
    }

    private static byte[] envelope(String version, String children) {
        return ("<e:Envelope xmlns:e=\"" + AxlXml.ENVELOPE + "\"><e:Body><n:updateUser xmlns:n=\"" + AxlXml.NAMESPACE
                        + version + "\">" + children + "</n:updateUser></e:Body></e:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
