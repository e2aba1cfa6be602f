package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** The shapes in which CUPI writes the same thing. */
class CupiFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@total\":\"1\",\"User\":{\"Alias\":\"bob\"}}",
                "{\"@total\":1,\"User\":{\"Alias\":\"bob\"}}",
                "{\"@total\":\"1\",\"User\":[{\"Alias\":\"bob\"}]}",
                " \n{\"User\":[{\"Alias\":\"bob\",\"Language\":null}],\"@total\":\"1\"}",
                "<Users total=\"1\"><User><Alias>bob</Alias></User></Users>"
            })
    void aListOfOneIsAnObjectOrAList(String text) {
        CupiObject list = parse(text);
        assertThat(list.total()).isEqualTo(1);
        assertThat(list.list("User"))
                .singleElement()
                .satisfies(user -> assertThat(user.text("Alias")).isEqualTo("bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@total\":\"0\"}",
                "{\"@total\":0}",
                "{\"@total\":\"0\",\"User\":[]}",
                "{\"@total\":\"0\",\"User\":null}",
                "<Users total=\"0\"/>"
            })
    void anEmptyListLeavesItsNameOutOrNot(String text) {
        CupiObject list = parse(text);
        assertThat(list.total()).isZero();
        assertThat(list.list("User")).isEmpty();
    }

    @Test
    void aListOfSeveralKeepsAllOfThem() {
        assertThat(parse("{\"@total\":\"2\",\"User\":[{\"Alias\":\"bob\"},{\"Alias\":\"alice\"}]}")
                        .list("User"))
                .extracting(user -> user.text("Alias"))
                .containsExactly("bob", "alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"HackCount\":\"3\",\"Locked\":\"false\",\"CredMustChange\":\"true\"}",
                "{\"HackCount\":3,\"Locked\":false,\"CredMustChange\":true}",
                "<Credential><HackCount>3</HackCount><Locked>false</Locked><CredMustChange>true</CredMustChange></Credential>"
            })
    void numbersAndBooleansAreTextsOrNot(String text) {
        CupiObject credential = parse(text);
        assertThat(credential.number("HackCount")).isEqualTo(3);
        assertThat(credential.flag("Locked")).isFalse();
        assertThat(credential.flag("CredMustChange")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"v\":\"\"}", "{\"v\":null}", "{}", "{\"v\":\"yes\"}", "{\"v\":-1.5}", "{\"v\":{}}"})
    void whatIsNeitherIsNotSeen(String text) {
        assertThat(parse(text).number("v")).isNull();
        assertThat(parse(text).flag("v")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"@total\":\"many\"}", "{\"@total\":\"-1\"}", "{\"@total\":\"12345678901\"}", "{}"})
    void aTotalThatIsNoNumberIsNone(String text) {
        assertThat(parse(text).total()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[]",
                "\"bob\"",
                "null",
                "{\"User\":[\"bob\"]}",
                "{\"User\":[[]]}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}{}",
                "{\"a\":",
                "<html><body>",
                "bob"
            })
    void whatIsNoObjectIsGarbledAndQuotesNothing(String text) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> parse(text));
        assertThat(failure).isNotNull();
        assertThat(failure.problem()).isEqualTo(Problem.GARBLED);
        assertThat(failure.getMessage()).doesNotContain("bob");
    }

    private static CupiObject parse(String text) {
        return CupiFormat.parse("vm", text.getBytes(StandardCharsets.UTF_8));
    }
}
