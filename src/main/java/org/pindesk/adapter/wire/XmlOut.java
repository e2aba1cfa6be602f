package org.pindesk.adapter.wire;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes unqualified child elements; every value is escaped by the writer beneath. */
public final class XmlOut {
    private final XMLStreamWriter writer;

    XmlOut(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /** {@code <name>text</name>}. */
    public XmlOut element(String name, String text) {
        try {
            writer.writeStartElement(name);
            writer.writeCharacters(text);
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written into memory", e);
        }
    }

    /** {@code <name>true</name>} or {@code <name>false</name>}. */
    public XmlOut element(String name, boolean value) {
        return element(name, Boolean.toString(value));
    }

    /** An element with what {@code children} writes inside. */
    public XmlOut group(String name, Runnable children) {
        try {
            writer.writeStartElement(name);
            children.run();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written into memory", e);
        }
    }
}
