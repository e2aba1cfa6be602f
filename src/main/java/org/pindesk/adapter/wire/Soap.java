package org.pindesk.adapter.wire;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** SOAP 1.1 envelopes, as much of it as hand-written messages need. */
public final class Soap {
    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String UTF8 = "UTF-8";

    private Soap() {}

    /** An envelope in UTF-8 whose body is one operation element; its children carry no namespace. */
    public static byte[] request(String namespace, String operation, Consumer<XmlOut> children) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, UTF8);
            writer.writeStartDocument(UTF8, "1.0");
            writer.writeStartElement("soapenv", "Envelope", ENVELOPE);
            writer.writeNamespace("soapenv", ENVELOPE);
            writer.writeStartElement("soapenv", "Body", ENVELOPE);
            writer.writeStartElement("ns", operation, namespace);
            writer.writeNamespace("ns", namespace);
            children.accept(new XmlOut(writer));
            writer.writeEndDocument();
            writer.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written into memory", e);
        }
    }

    /**
     * The one element in the body of an envelope: an answer, or a {@link #isFault fault}.
     *
     * @throws BackendException with {@link Problem#GARBLED}
     */
    public static XmlElement body(String system, byte[] document) {
        XmlElement envelope = Xml.parse(system, document);
        if (!envelope.name().equals("Envelope") || !envelope.namespace().equals(ENVELOPE)) {
            throw new BackendException(Problem.GARBLED, system, "the answer is XML, but no SOAP envelope");
        }
        return envelope.child("Body")
                .filter(body -> body.children().size() == 1)
                .map(body -> body.children().get(0))
                .orElseThrow(() ->
                        new BackendException(Problem.GARBLED, system, "the SOAP envelope does not hold one message"));
    }

    public static boolean isFault(XmlElement message) {
        return message.name().equals("Fault") && message.namespace().equals(ENVELOPE);
    }
}
