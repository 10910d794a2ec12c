package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.tags.TagFilter;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.RequestErrors;
import io.mltwin.workspace.storage.wire.SmallBody;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Get Blob Tags, Set Blob Tags, and Find Blobs by Tags. */
@Singleton
class TagAnswers {

    private final BlobReads blobs;
    private final Changes changes;
    private final TagSearch search;
    private final Addresses addresses;

    TagAnswers(BlobReads blobs, Changes changes, TagSearch search, Addresses addresses) {
        this.blobs = blobs;
        this.changes = changes;
        this.search = search;
        this.addresses = addresses;
    }

    Response get(BlobCall call) {
        BlobState blob = blobs.getTags(call.account(), call.address(), call.conditions());
        if (blob == null) {
            return BlobHeaders.notModified(blobs.version(call.account(), call.address()));
        }
        return Response.ok(TagSet.xml(blob.tags()), "application/xml").build();
    }

    /** Tags are no part of a version: entity tag and time stay. */
    Response set(BlobCall call, InputStream body) throws IOException {
        Map<String, String> tags = TagSet.read(SmallBody.read(call.headers(), body));
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                BlobVersions.setTags(
                                        changes.begin(call, null), tags, call.account().dataKey()));
        return Response.noContent().build();
    }

    Response find(BlobCall call) {
        String where = call.query().orEmpty("where");
        if (where.isBlank()) {
            throw RequestErrors.missingQuery("where");
        }
        if (where.indexOf('\0') >= 0) {
            throw RequestErrors.invalidQuery("where", where, "no tag has a NUL.");
        }
        BlobListQuery page = BlobListQuery.of(call.query());
        TagSearch.Found found =
                search.find(
                        call.account(),
                        call.container(),
                        TagFilter.of(where),
                        page.marker(),
                        page.most());
        String endpoint = "https://" + addresses.blobHost(call.account().name()) + "/";
        return Response.ok(ListXml.found(endpoint, where, found), "application/xml").build();
    }
}
