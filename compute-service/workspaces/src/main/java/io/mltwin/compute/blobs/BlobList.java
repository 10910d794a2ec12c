package io.mltwin.compute.blobs;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.blobs.WorkspaceBlobs.BlobItem;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** {@code EnumerationResults} of List Blobs. */
record BlobList(List<BlobItem> items, String nextMarker) {

    static BlobList parse(byte[] xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return read(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
        } catch (XMLStreamException e) {
            throw new AzureException(502, "AzureStorageError", "The storage account's list of blobs is no XML.");
        }
    }

    private static BlobList read(XMLStreamReader reader) throws XMLStreamException {
        List<BlobItem> items = new ArrayList<>();
        String marker = "";
        boolean inBlob = false;
        BlobItem item = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("Blob")) {
                items.add(item);
                inBlob = false;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                String element = reader.getLocalName();
                if (element.equals("Blob")) {
                    inBlob = true;
                    item = new BlobItem("", 0, null, null);
                } else if (element.equals("NextMarker")) {
                    marker = reader.getElementText();
                } else if (inBlob) {
                    item = with(item, element, reader);
                }
            }
        }
        return new BlobList(items, marker);
    }

    private static BlobItem with(BlobItem item, String element, XMLStreamReader reader) throws XMLStreamException {
        return switch (element) {
            case "Name" -> new BlobItem(reader.getElementText(), item.length(), item.etag(), item.contentType());
            case "Content-Length" ->
                new BlobItem(item.name(), Long.parseLong(reader.getElementText()), item.etag(), item.contentType());
            case "Etag" -> new BlobItem(item.name(), item.length(), reader.getElementText(), item.contentType());
            case "Content-Type" -> new BlobItem(item.name(), item.length(), item.etag(), reader.getElementText());
            default -> item;
        };
    }
}
