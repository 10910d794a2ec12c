package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockList;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.wire.XmlElement;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses the body of Put Block List: block ids in order, each with the place to take it from. */
final class BlockList {

    private static final int MOST_BLOCKS = 50_000;
    private static final XMLInputFactory XML = XmlElement.factory();

    private BlockList() {}

    /**
     * Where a block is taken from; latest: an uncommitted one if there is one, else the committed
     * one.
     */
    enum From {
        COMMITTED,
        UNCOMMITTED,
        LATEST
    }

    record Entry(From from, String id) {}

    static List<Entry> read(InputStream body) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(body);
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException malformed) {
            throw invalidXml();
        }
    }

    private static List<Entry> read(XMLStreamReader xml) throws XMLStreamException {
        if (xml.nextTag() != XMLStreamReader.START_ELEMENT
                || !xml.getLocalName().equals("BlockList")) {
            throw invalidXml();
        }
        List<Entry> entries = new ArrayList<>();
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            From from = From.valueOf(AsciiCase.upper(xml.getLocalName()));
            entries.add(new Entry(from, xml.getElementText().trim()));
            if (entries.size() > MOST_BLOCKS) {
                throw invalidBlockList("a blob has at most " + MOST_BLOCKS + " blocks.");
            }
        }
        return entries;
    }
}
