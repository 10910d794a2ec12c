package io.mltwin.workspace.storage.wire;

import io.mltwin.encoding.UriEncoding;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML bodies of the Blob service. */
public final class XmlWriter {

    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    public XmlWriter() {
        text.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        try {
            xml = XML.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    public XmlWriter open(String name, String... attributes) {
        return write(() -> {
            xml.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                xml.writeAttribute(attributes[i], attributes[i + 1]);
            }
        });
    }

    public XmlWriter close() {
        return write(xml::writeEndElement);
    }

    /** Returns an element with text; empty for the empty text. */
    public XmlWriter element(String name, String value, String... attributes) {
        if (value.isEmpty()) {
            return write(() -> xml.writeEmptyElement(name));
        }
        return open(name, attributes).write(() -> xml.writeCharacters(value)).close();
    }

    /** An element unless the value is null. */
    public XmlWriter optional(String name, String value) {
        return value == null ? this : element(name, value);
    }

    /** The name of a blob; percent-encoded and marked when XML 1.0 cannot hold it. */
    public XmlWriter name(String name) {
        boolean fits = name.codePoints().allMatch(XmlWriter::isXml);
        return fits ? element("Name", name) : element("Name", UriEncoding.encodePathSegment(name), "Encoded", "true");
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }

    public String end() {
        write(xml::flush);
        return text.toString();
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    private XmlWriter write(Step step) {
        try {
            step.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
