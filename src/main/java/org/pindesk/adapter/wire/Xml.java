package org.pindesk.adapter.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * Reads XML that another system sent: no document type declaration, no entities but the five built in, bounded depth. The size is
 * bounded where the bytes came from ({@link Http}).
 */
public final class Xml {
    private static final int MAX_DEPTH = 64;

    private Xml() {}

    /**
     * The root element.
     *
     * @param system id of the system that sent it, for messages
     * @throws BackendException with {@link Problem#GARBLED}; the message quotes nothing of the document
     */
    public static XmlElement parse(String system, byte[] document) {
        if (document.length == 0) {
            throw new BackendException(Problem.GARBLED, system, "the answer is empty");
        }
        try {
            XMLStreamReader reader = hardened().createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return read(system, reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new BackendException(
                    Problem.GARBLED, system, "the answer is not whole XML" + (e.getLocation() == null ? "" : place(e)));
        }
    }

    private static String place(XMLStreamException e) {
        return " (line " + e.getLocation().getLineNumber() + ", column "
                + e.getLocation().getColumnNumber() + ")";
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    private static XmlElement read(String system, XMLStreamReader reader) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        XmlElement root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BackendException(
                            Problem.GARBLED,
                            system,
                            "the answer holds a document type declaration or an entity: not read");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= MAX_DEPTH) {
                        throw new BackendException(Problem.GARBLED, system, "the answer is nested too deeply");
                    }
                    open.push(new Open(reader));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.element().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement done = open.pop().close();
                    if (open.isEmpty()) {
                        root = done;
                    } else {
                        open.element().children.add(done);
                    }
                }
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
        if (root == null) {
            throw new BackendException(Problem.GARBLED, system, "the answer holds no element");
        }
        return root;
    }

    private static final class Open {
        private final String namespace;
        private final String name;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<XmlElement> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Open(XMLStreamReader reader) {
            String uri = reader.getNamespaceURI();
            namespace = uri == null ? "" : uri;
            name = reader.getLocalName();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }

        XmlElement close() {
            return new XmlElement(
                    namespace, name, attributes, children, text.toString().strip());
        }
    }
}
