package io.mltwin.workspace.storage.blob;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * {@code EnumerationResults} of List Containers and List Blobs, and the {@code BlockList} of Get
 * Block List.
 */
final class ListXml {

    private ListXml() {}

    static String containers(
            String endpoint, BlobListQuery query, NamePages.Page<ContainerState> page) {
        XmlText xml = new XmlText().open("EnumerationResults", "ServiceEndpoint", endpoint);
        parameters(xml, query);
        xml.open("Containers");
        for (NamePages.Entry<ContainerState> entry : page.entries()) {
            ContainerState container = entry.item();
            xml.open("Container").name(container.name()).open("Properties");
            xml.element("Last-Modified", HttpDates.format(container.modified()))
                    .element("Etag", container.etag());
            lease(xml);
            xml.element("HasImmutabilityPolicy", "false").element("HasLegalHold", "false").close();
            metadata(xml, container.metadata());
            xml.close();
        }
        return end(xml.close(), page.marker());
    }

    static String blobs(
            String endpoint,
            String container,
            BlobListQuery query,
            NamePages.Page<BlobState> page) {
        XmlText xml =
                new XmlText()
                        .open(
                                "EnumerationResults",
                                "ServiceEndpoint",
                                endpoint,
                                "ContainerName",
                                container);
        parameters(xml, query);
        xml.optional("Delimiter", query.delimiter()).open("Blobs");
        for (NamePages.Entry<BlobState> entry : page.entries()) {
            if (entry.prefix() != null) {
                xml.open("BlobPrefix").name(entry.prefix()).close();
            } else {
                blob(xml, entry.item());
            }
        }
        return end(xml.close(), page.marker());
    }

    private static void blob(XmlText xml, BlobState blob) {
        BlobHttpHeaders http = blob.http();
        xml.open("Blob").name(blob.name()).open("Properties");
        xml.element("Creation-Time", HttpDates.format(blob.created()))
                .element("Last-Modified", HttpDates.format(blob.modified()))
                .element("Etag", blob.etag().replace("\"", ""))
                .element("Content-Length", Long.toString(blob.length()))
                .element("Content-Type", http.contentType())
                .optional("Content-Encoding", http.contentEncoding())
                .optional("Content-Language", http.contentLanguage())
                .optional(
                        "Content-MD5",
                        http.md5() == null ? null : Base64.getEncoder().encodeToString(http.md5()))
                .optional("Content-Disposition", http.contentDisposition())
                .optional("Cache-Control", http.cacheControl())
                .element("BlobType", "BlockBlob")
                .element("AccessTier", blob.accessTier() == null ? "Hot" : blob.accessTier());
        if (blob.accessTier() == null) {
            xml.element("AccessTierInferred", "true");
        }
        lease(xml);
        xml.element("ServerEncrypted", "true").close();
        metadata(xml, blob.metadata());
        xml.close();
    }

    static String blocks(String which, BlockService.Blocks blocks) {
        XmlText xml = new XmlText().open("BlockList");
        if (!which.equals("uncommitted")) {
            blocks(xml, "CommittedBlocks", blocks.committed());
        }
        if (!which.equals("committed")) {
            blocks(xml, "UncommittedBlocks", blocks.uncommitted());
        }
        return xml.close().end();
    }

    private static void blocks(XmlText xml, String name, List<CommittedBlocks.Block> blocks) {
        xml.open(name);
        for (CommittedBlocks.Block block : blocks) {
            xml.open("Block")
                    .element("Name", block.id())
                    .element("Size", Long.toString(block.length()))
                    .close();
        }
        xml.close();
    }

    private static void parameters(XmlText xml, BlobListQuery query) {
        xml.optional("Prefix", query.prefix().isEmpty() ? null : query.prefix())
                .optional("Marker", query.marker().isEmpty() ? null : query.marker())
                .optional("MaxResults", query.mostAsSent());
    }

    private static void lease(XmlText xml) {
        xml.element("LeaseStatus", "unlocked").element("LeaseState", "available");
    }

    private static void metadata(XmlText xml, Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            xml.open("Metadata");
            metadata.forEach(xml::element);
            xml.close();
        }
    }

    private static String end(XmlText xml, String marker) {
        return xml.element("NextMarker", marker == null ? "" : marker).close().end();
    }
}
