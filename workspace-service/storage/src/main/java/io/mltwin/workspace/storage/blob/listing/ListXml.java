package io.mltwin.workspace.storage.blob.listing;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.blob.containers.Immutability;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.mltwin.workspace.storage.blob.state.ListedBlob.Deletion;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Writes {@code EnumerationResults} of List Containers and List Blobs. */
@Singleton
public record ListXml(Clock clock) {
    public String containers(String endpoint, ListQuery query, NamePages.Page<ContainerState> page) {
        XmlWriter xml = new XmlWriter().open("EnumerationResults", "ServiceEndpoint", endpoint);
        parameters(xml, query);
        xml.open("Containers");
        for (NamePages.Entry<ContainerState> entry : page.entries()) {
            ContainerState container = entry.item();
            xml.open("Container").name(container.name());
            if (container.deletion() != null) {
                xml.element("Deleted", "true")
                        .element("Version", container.deletion().version());
            }
            xml.open("Properties");
            xml.element("Last-Modified", HttpDates.format(container.modified())).element("Etag", container.etag());
            lease(xml, container.lease());
            xml.optional("PublicAccess", container.publicAccess());
            xml.element("DefaultEncryptionScope", container.scope().name())
                    .element(
                            "DenyEncryptionScopeOverride",
                            Boolean.toString(container.scope().deniesOverride()));
            Immutability immutability = container.immutability();
            xml.element("HasImmutabilityPolicy", Boolean.toString(immutability.policy() != null))
                    .element(
                            "HasLegalHold",
                            Boolean.toString(!immutability.holds().isEmpty()));
            deletion(xml, container.deletion());
            xml.close();
            metadata(xml, container.metadata());
            xml.close();
        }
        return end(xml.close(), page.marker());
    }

    public String blobs(
            String endpoint,
            StorageAccount account,
            String container,
            ListQuery query,
            NamePages.Page<ListedBlob> page) {
        XmlWriter xml =
                new XmlWriter().open("EnumerationResults", "ServiceEndpoint", endpoint, "ContainerName", container);
        parameters(xml, query);
        xml.optional("Delimiter", query.delimiter()).open("Blobs");
        for (NamePages.Entry<ListedBlob> entry : page.entries()) {
            if (entry.prefix() != null) {
                xml.open("BlobPrefix").name(entry.prefix()).close();
            } else {
                blob(xml, entry.item(), query, BlobHeaders.defaultTier(account.accessTier()));
            }
        }
        return end(xml.close(), page.marker());
    }

    private void blob(XmlWriter xml, ListedBlob listed, ListQuery query, String defaultTier) {
        BlobState blob = listed.blob();
        ContentHeaders http = blob.http();
        xml.open("Blob").name(blob.name());
        xml.optional("Deleted", listed.deletion() == null ? null : "true");
        xml.optional("Snapshot", blob.isSnapshot() ? blob.snapshot() : null)
                .optional("VersionId", blob.versionId())
                .optional("IsCurrentVersion", blob.isCurrentVersion() ? "true" : null)
                .optional("HasVersionsOnly", listed.hasVersionsOnly() ? "true" : null);
        xml.open("Properties");
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
                .element("BlobType", blob.kind().wire());
        ofKind(xml, blob, defaultTier);
        if (blob.snapshot().isEmpty() && listed.deletion() == null) {
            lease(xml, blob.lease());
        }
        if (query.withCopy() && blob.copy() != null) {
            copy(xml, blob.copy(), blob.length());
        }
        if (blob.tagCount() > 0) {
            xml.element("TagCount", Integer.toString(blob.tagCount()));
        }
        xml.element("ServerEncrypted", "true");
        encryption(xml, blob.encryption());
        deletion(xml, listed.deletion());
        xml.close();
        if (query.withMetadata()) {
            metadata(xml, blob);
        }
        if (query.withTags() && !blob.tags().isEmpty()) {
            xml.open("Tags");
            TagSet.write(xml, blob.tags());
            xml.close();
        }
        xml.close();
    }

    private static void encryption(XmlWriter xml, Encryption encryption) {
        if (encryption != null) {
            xml.optional("CustomerProvidedKeySha256", encryption.keySha256())
                    .optional("EncryptionScope", encryption.scope());
        }
    }

    /** Under a client's key it cannot be shown, nor under a scope that is disabled. */
    private static void metadata(XmlWriter xml, BlobState blob) {
        if (blob.metadata() == null) {
            xml.open("Metadata", "Encrypted", "true").close();
        } else {
            metadata(xml, blob.metadata());
        }
    }

    private void deletion(XmlWriter xml, Deletion deletion) {
        if (deletion != null) {
            xml.element("DeletedTime", HttpDates.format(deletion.at()))
                    .element("RemainingRetentionDays", Long.toString(deletion.remainingDays(clock.instant())));
        }
    }

    private static void ofKind(XmlWriter xml, BlobState blob, String defaultTier) {
        switch (blob.kind()) {
            case BLOCK -> {
                String tier = blob.accessTier();
                xml.element("AccessTier", tier == null ? defaultTier : tier);
                xml.optional("AccessTierInferred", tier == null ? "true" : null);
            }
            case APPEND -> xml.optional("Sealed", blob.sealed() ? "true" : null);
            case PAGE -> xml.element("x-ms-blob-sequence-number", Long.toString(blob.sequenceNumber()));
        }
    }

    private static void copy(XmlWriter xml, BlobState.Copy copy, long length) {
        xml.element("CopyId", copy.id())
                .element("CopyStatus", "success")
                .element("CopySource", copy.source())
                .element("CopyProgress", length + "/" + length)
                .element("CopyCompletionTime", HttpDates.format(copy.completed()));
    }

    private static void parameters(XmlWriter xml, ListQuery query) {
        xml.optional("Prefix", query.prefix().isEmpty() ? null : query.prefix())
                .optional("Marker", query.marker().isEmpty() ? null : query.marker())
                .optional("MaxResults", query.mostAsSent());
    }

    private void lease(XmlWriter xml, Lease lease) {
        Instant now = clock.instant();
        Lease.State state = Lease.state(lease, now);
        xml.element("LeaseStatus", state.status())
                .element("LeaseState", state.wire())
                .optional("LeaseDuration", Lease.duration(lease, now));
    }

    private static void metadata(XmlWriter xml, Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            xml.open("Metadata");
            metadata.forEach(xml::element);
            xml.close();
        }
    }

    private static String end(XmlWriter xml, String marker) {
        return xml.element("NextMarker", marker == null ? "" : marker).close().end();
    }
}
