package io.mltwin.scoring.models.artifacts;

import java.io.IOException;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The body of an error of blob storage: {@code Error} with {@code Code} and {@code Message}. */
final class BlobError {

    private BlobError() {}

    /**
     * Returns what blob storage says, without the ids and the time in the lines below it; empty
     * where the body says nothing, as that of a HEAD.
     */
    static String message(byte[] xml) {
        if (xml.length == 0) {
            return "";
        }
        try {
            NodeList found = BlobXml.root(xml).getElementsByTagName("Message");
            return found.getLength() == 0
                    ? ""
                    : found.item(0).getTextContent().lines().findFirst().orElse("");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return "";
        }
    }
}
