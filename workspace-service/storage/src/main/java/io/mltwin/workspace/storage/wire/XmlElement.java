package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of the XML body of a request, with its children or its text. Document types are
 * refused, so that no entity is ever looked up or multiplied.
 *
 * @param exactText of an element without children, as it was sent
 */
public record XmlElement(String name, String exactText, List<XmlElement> children) {

    private static final int DEEPEST = 8;
    private static final int MOST_ELEMENTS = 2_000;
    private static final XMLInputFactory XML = factory();

    /** Returns a factory that knows neither document types nor entities of others. */
    public static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * Reads a document whose root has this name.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code InvalidXmlDocument}
     */
    public static XmlElement read(byte[] body, String root) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                if (xml.nextTag() != XMLStreamReader.START_ELEMENT
                        || !xml.getLocalName().equals(root)) {
                    throw invalidXml();
                }
                return element(xml, 1, new int[1]);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException malformed) {
            throw invalidXml();
        }
    }

    private static XmlElement element(XMLStreamReader xml, int depth, int[] count) throws XMLStreamException {
        if (depth > DEEPEST || ++count[0] > MOST_ELEMENTS) {
            throw invalidXml();
        }
        String name = xml.getLocalName();
        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> children.add(element(xml, depth + 1, count));
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(xml.getText());
                case XMLStreamReader.ENTITY_REFERENCE, XMLStreamReader.DTD -> throw invalidXml();
                case XMLStreamReader.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), List.copyOf(children));
                }
                default -> {
                    // comments and instructions say nothing
                }
            }
        }
    }

    /** The child of this name, or null. */
    public XmlElement child(String name) {
        return children.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The text of the child of this name without blanks around it, or null. */
    public String text(String name) {
        XmlElement child = child(name);
        return child == null ? null : child.text();
    }

    public String text() {
        return exactText.trim();
    }
}
