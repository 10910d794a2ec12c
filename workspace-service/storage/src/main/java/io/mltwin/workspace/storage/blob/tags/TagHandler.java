package io.mltwin.workspace.storage.blob.tags;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingQuery;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.blob.listing.ListQuery;
import io.mltwin.workspace.storage.blob.read.BlobReader;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobUpdateLock;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.tags.TagFilter;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.SmallBody;
import io.mltwin.workspace.storage.wire.XmlWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Answers Get Blob Tags, Set Blob Tags and Find Blobs by Tags. */
@Singleton
public record TagHandler(BlobReader blobs, BlobUpdateLock lock, TagSearch search, Addresses addresses) {
    public Response get(BlobRequest request) {
        BlobState blob = blobs.getTags(request.account(), request.address(), request.conditions());
        if (blob == null) {
            return BlobHeaders.notModified(blobs.version(request.account(), request.address()));
        }
        return Response.ok(TagSet.xml(blob.tags()), "application/xml").build();
    }

    /** Tags are no part of a version: entity tag and time stay. */
    public Response set(BlobRequest request, InputStream body) throws IOException {
        Map<String, String> tags = TagSet.read(SmallBody.read(request.headers(), body));
        QuarkusTransaction.requiringNew()
                .run(() -> BlobWriter.setTags(
                        lock.begin(request, null), tags, request.account().dataKey()));
        return Response.noContent().build();
    }

    public Response find(BlobRequest request) {
        String where = request.query().orEmpty("where");
        if (where.isBlank()) {
            throw missingQuery("where");
        }
        invalidQueryIf(where.indexOf('\0') >= 0, "where", where, "no tag has a NUL.");
        ListQuery page = ListQuery.of(request.query());
        TagSearch.Found found =
                search.find(request.account(), request.container(), TagFilter.of(where), page.marker(), page.most());
        String endpoint = "https://" + addresses.blobHost(request.account().name()) + "/";
        return Response.ok(xml(endpoint, where, found), "application/xml").build();
    }

    /** Writes {@code EnumerationResults} of Find Blobs by Tags. */
    private static String xml(String endpoint, String where, TagSearch.Found found) {
        XmlWriter xml = new XmlWriter().open("EnumerationResults", "ServiceEndpoint", endpoint);
        xml.element("Where", where).open("Blobs");
        for (TagSearch.Hit hit : found.hits()) {
            xml.open("Blob").name(hit.blob()).element("ContainerName", hit.container());
            xml.open("Tags");
            TagSet.write(xml, hit.tags());
            xml.close().close();
        }
        return xml.close()
                .element("NextMarker", requireNonNullElse(found.marker(), ""))
                .close()
                .end();
    }
}
