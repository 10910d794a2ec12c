package io.mltwin.scoring.models.artifacts;

import io.mltwin.armweb.AzureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A page of List Blobs of blob storage.
 *
 * @param nextMarker empty on the last page
 */
record BlobList(List<Item> items, String nextMarker) {

    /** A blob and its length in bytes. */
    record Item(String name, long length) {}

    /**
     * Reads a page.
     *
     * @throws AzureException 502 for what is no XML
     */
    static BlobList read(byte[] xml) {
        try {
            Element root = root(xml);
            NodeList blobs = root.getElementsByTagName("Blob");
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < blobs.getLength(); i++) {
                Element blob = (Element) blobs.item(i);
                String length = text(blob, "Content-Length");
                items.add(new Item(text(blob, "Name"), length.isEmpty() ? 0 : Long.parseLong(length)));
            }
            return new BlobList(items, text(root, "NextMarker"));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AzureException(502, "BadGateway", "The list of blobs is no XML.");
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** Reads the XML that blob storage answers with; a document type is refused. */
    private static Element root(byte[] xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // the parser's own prints what is no XML to the standard error
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
    }

    /**
     * Returns what blob storage says, without the ids and the time in the lines below it; empty
     * where the body says nothing, as that of a HEAD.
     */
    static String errorMessage(byte[] xml) {
        if (xml.length == 0) {
            return "";
        }
        try {
            NodeList found = root(xml).getElementsByTagName("Message");
            return found.getLength() == 0
                    ? ""
                    : found.item(0).getTextContent().lines().findFirst().orElse("");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return "";
        }
    }
}
