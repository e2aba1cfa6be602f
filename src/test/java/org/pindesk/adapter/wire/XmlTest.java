package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

class XmlTest {
    @Test
    void readsElementsByLocalNameWithTheirText() {
        XmlElement root = parse("<a:r xmlns:a='urn:a' k='v'><b> x&amp;<![CDATA[<y>]]> </b><b/><c><d>1</d></c></a:r>");

        assertThat(root.namespace()).isEqualTo("urn:a");
        assertThat(root.attributes()).containsEntry("k", "v");
        assertThat(root.all("b")).hasSize(2);
        assertThat(root.textAt("b")).isEqualTo("x&<y>");
        assertThat(root.textAt("c", "d")).isEqualTo("1");
        assertThat(root.textAt("c", "nothing", "d")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "hello",
                "<a><b></a>",
                "<a><b>",
                "<a/><b/>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                "<a>&undeclared;</a>"
            })
    void everythingElseIsGarbled(String document) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.problem()).isEqualTo(Problem.GARBLED));
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> parse("<a>".repeat(100_000)))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.problem()).isEqualTo(Problem.GARBLED));
    }

    @Test
    void anErrorQuotesNothingOfTheDocument() {
        assertThatThrownBy(() -> parse("<a canary730915='730915'><canary730915></a>"))
                .hasNoCause()
                .hasMessageNotContaining("730915");
    }

    @Test
    void writingEscapesEveryValue() {
        byte[] envelope = Soap.request("urn:x", "op", xml -> xml.element("userid", "<b>&\"'</b>"));
        XmlElement message = Soap.body("hq", envelope);

        assertThat(message.name()).isEqualTo("op");
        assertThat(message.namespace()).isEqualTo("urn:x");
        assertThat(message.textAt("userid")).isEqualTo("<b>&\"'</b>");
        assertThat(message.children().get(0).namespace()).isEmpty();
    }

    @Test
    void whatIsNoEnvelopeIsGarbled() {
        assertThatThrownBy(() -> Soap.body("hq", bytes("<Envelope><Body><a/></Body></Envelope>")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("no SOAP envelope");
    }

    private static XmlElement parse(String document) {
        return Xml.parse("hq", bytes(document));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
