package io.mltwin.node.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of a storage account's list.
 *
 * @param nextMarker empty on the last page
 */
record StorageList(List<String> names, String nextMarker) {

    /**
     * Reads a page.
     *
     * @param kind of the entries that are wanted: Blob, File or Directory
     */
    static StorageList read(String page, String kind) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(
                    new ByteArrayInputStream(page.replaceFirst("^\uFEFF", "").getBytes(StandardCharsets.UTF_8)),
                    "UTF-8");
            List<String> names = new ArrayList<>();
            String next = "";
            boolean isWanted = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    String element = xml.getLocalName();
                    if (element.equals(kind)) {
                        isWanted = true;
                    } else if (isWanted && element.equals("Name")) {
                        names.add(xml.getElementText());
                    } else if (element.equals("NextMarker")) {
                        next = xml.getElementText();
                    }
                } else if (event == XMLStreamReader.END_ELEMENT
                        && xml.getLocalName().equals(kind)) {
                    isWanted = false;
                }
            }
            return new StorageList(names, next);
        } catch (XMLStreamException e) {
            throw new IOException("the storage account's list is not readable", e);
        }
    }
}
