package org.pindesk.demo.cucm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Checks whole envelopes against Cisco's AXL schema, where {@code AXL_SCHEMA_DIR} (environment or system property) names a folder with
 * {@code 12.5/AXLSoap.xsd} and {@code 14.0/AXLSoap.xsd}, and where they are at hand {@code 10.5/AXLSoap.xsd} and
 * {@code 7.1/axlsoap.xsd}. The files are Cisco's and not part of this project. Thread-safe.
 */
final class SchemaOracle {
    private final AtomicInteger checked = new AtomicInteger();
    private final AtomicInteger unchecked = new AtomicInteger();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    /**
     * Why a document is not valid; empty where it is, or where there is no schema to tell.
     *
     * @param what names the document in the violation, for example {@code request getUser}
     */
    Optional<String> violation(String version, String what, byte[] document) {
        Schema schema = schema(version);
        if (schema == null) {
            unchecked.incrementAndGet();
            return Optional.empty();
        }
        checked.incrementAndGet();
        try {
            Validator validator = schema.newValidator();
            validator.validate(new StreamSource(new ByteArrayInputStream(document)));
            return Optional.empty();
        } catch (SAXException e) {
            String violation =
                    "AXL schema " + version + ": " + what + ": " + AxlJournal.masked(String.valueOf(e.getMessage()));
            violations.add(violation);
            return Optional.of(violation);
        } catch (IOException e) {
            throw new IllegalStateException("a document in memory could not be read", e);
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** The closing line of a run. */
    String summary() {
        if (directory() == null) {
            return "AXL schema: not available";
        }
        String rest = unchecked.get() == 0 ? "" : ", " + unchecked.get() + " of a version without schema not checked";
        return "AXL schema: checked " + checked.get() + " messages" + rest;
    }

    private static @Nullable Schema schema(String version) {
        return switch (version) {
            case "7.1" -> Schema71.LOADED;
            case "10.5" -> Schema105.LOADED;
            case "12.5" -> Schema125.LOADED;
            case "14.0" -> Schema140.LOADED;
            default -> null;
        };
    }

    private static @Nullable Path directory() {
        String property = System.getProperty("AXL_SCHEMA_DIR");
        String value = property == null ? System.getenv("AXL_SCHEMA_DIR") : property;
        return value == null || value.isBlank() ? null : Path.of(value);
    }

    private static @Nullable Schema load(String version) {
        Path directory = directory();
        if (directory == null) {
            return null;
        }
        boolean newer = version.equals("12.5") || version.equals("14.0");
        Path file = directory.resolve(version).resolve(version.equals("7.1") ? "axlsoap.xsd" : "AXLSoap.xsd");
        if (!newer && !Files.exists(file)) {
            return null;
        }
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("AXL_SCHEMA_DIR is set, but " + file + " cannot be read");
        }
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            return factory.newSchema(new StreamSource(new StringReader(envelopeSchema(version, file))));
        } catch (SAXException e) {
            throw new IllegalStateException("the AXL schema " + file + " cannot be used", e);
        }
    }

    /** SOAP 1.1 as far as AXL uses it: one message or fault, and what stands in a fault's detail is checked where it is qualified. */
    private static String envelopeSchema(String version, Path axl) {
        return ("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:s='SOAP' targetNamespace='SOAP'"
                        + " elementFormDefault='qualified'>"
                        + "<xs:import namespace='AXL' schemaLocation='FILE'/>"
                        + "<xs:element name='Envelope'><xs:complexType><xs:sequence>"
                        + "<xs:element name='Header' minOccurs='0'/>"
                        + "<xs:element name='Body'><xs:complexType><xs:choice>"
                        + "<xs:element ref='s:Fault'/><xs:any namespace='AXL' processContents='strict'/>"
                        + "</xs:choice></xs:complexType></xs:element>"
                        + "</xs:sequence></xs:complexType></xs:element>"
                        + "<xs:element name='Fault'><xs:complexType><xs:sequence>"
                        + "<xs:element name='faultcode' type='xs:QName' form='unqualified'/>"
                        + "<xs:element name='faultstring' type='xs:string' form='unqualified'/>"
                        + "<xs:element name='detail' form='unqualified' minOccurs='0'><xs:complexType><xs:choice>"
                        + "<xs:any namespace='AXL' processContents='strict'/>"
                        + "<xs:any namespace='##local' processContents='skip'/>"
                        + "</xs:choice></xs:complexType></xs:element>"
                        + "</xs:sequence></xs:complexType></xs:element></xs:schema>")
                .replace("'SOAP'", "'" + AxlXml.ENVELOPE + "'")
                .replace("'AXL'", "'" + AxlXml.NAMESPACE + version + "'")
                .replace("'FILE'", "'" + AxlXml.escape(axl.toUri().toString()) + "'");
    }

    // loading takes about a second: once per version, and only when a message of it comes by
    private static final class Schema71 {
        private static final @Nullable Schema LOADED = load("7.1");
    }

    private static final class Schema105 {
        private static final @Nullable Schema LOADED = load("10.5");
    }

    private static final class Schema125 {
        private static final @Nullable Schema LOADED = load("12.5");
    }

    private static final class Schema140 {
        private static final @Nullable Schema LOADED = load("14.0");
    }
}
