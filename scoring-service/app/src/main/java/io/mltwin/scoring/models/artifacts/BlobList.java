package io.mltwin.scoring.models.artifacts;

import io.mltwin.armweb.AzureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

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
            Element root = BlobXml.root(xml);
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
}
