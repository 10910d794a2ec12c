package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.file.FileErrors.shareNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.file.ShareService.ShareState;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.SmallBody;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Answers the operations on shares with status and headers. */
@Singleton
record ShareHandler(ShareService shares, Addresses addresses) {
    Response list(FileRequest request) {
        String prefix = request.query().orEmpty("prefix");
        String endpoint = "https://" + addresses.fileHost(request.account().name()) + "/";
        XmlWriter xml = new XmlWriter().open("EnumerationResults", "ServiceEndpoint", endpoint);
        xml.optional("Prefix", prefix.isEmpty() ? null : prefix).open("Shares");
        for (ShareState share : shares.all(request.account())) {
            if (share.name().startsWith(prefix)) {
                xml.open("Share").element("Name", share.name()).open("Properties");
                xml.element("Last-Modified", HttpDates.format(share.modified()))
                        .element("Etag", share.etag())
                        .element("Quota", Integer.toString(share.quotaGib()))
                        .close()
                        .close();
            }
        }
        return Response.ok(xml.close().element("NextMarker", "").close().end(), "application/xml")
                .build();
    }

    /** As Azure has them by default; they cannot be changed. */
    Response serviceProperties() {
        XmlWriter xml = new XmlWriter().open("StorageServiceProperties");
        for (String metrics : new String[] {"HourMetrics", "MinuteMetrics"}) {
            xml.open(metrics).element("Version", "1.0").element("Enabled", "false");
            xml.open("RetentionPolicy").element("Enabled", "false").close().close();
        }
        return Response.ok(xml.element("Cors", "").close().end(), "application/xml")
                .build();
    }

    Response create(FileRequest request) {
        ShareState made =
                shares.create(request.account(), request.share(), quota(request), Metadata.of(request.headers()));
        return version(Response.status(201), made).build();
    }

    private static Integer quota(FileRequest request) {
        Long quota = request.number("x-ms-share-quota");
        return quota == null ? null : (int) Math.min(quota, Integer.MAX_VALUE);
    }

    Response get(FileRequest request) {
        ShareState share = shares.require(request.account(), request.share());
        Map<String, String> metadata = shares.metadata(request.account(), request.share());
        ResponseBuilder answer = version(Response.ok(), share)
                .header("x-ms-share-quota", share.quotaGib())
                .header("x-ms-lease-status", "unlocked")
                .header("x-ms-lease-state", "available")
                .header("x-ms-enabled-protocols", "SMB")
                .header("x-ms-access-tier", "TransactionOptimized");
        metadata.forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer.build();
    }

    Response set(FileRequest request) {
        ShareState changed = request.query().orEmpty("comp").equals("metadata")
                ? shares.setMetadata(request.account(), request.share(), Metadata.of(request.headers()))
                : shares.setQuota(request.account(), request.share(), quota(request));
        return version(Response.ok(), changed).build();
    }

    Response getAcl(FileRequest request) {
        ShareState share = shares.require(request.account(), request.share());
        return version(
                        Response.ok(
                                AccessPolicies.xml(shares.policies(request.account(), request.share())),
                                "application/xml"),
                        share)
                .build();
    }

    Response setAcl(FileRequest request, InputStream body) throws IOException {
        ShareState changed = shares.setPolicies(
                request.account(), request.share(), AccessPolicies.read(SmallBody.read(request.headers(), body)));
        return version(Response.ok(), changed).build();
    }

    Response statistics(FileRequest request) {
        ShareState share = shares.require(request.account(), request.share());
        XmlWriter xml = new XmlWriter().open("ShareStats");
        xml.element("ShareUsageBytes", Long.toString(shares.bytes(request.account(), request.share())));
        return version(Response.ok(xml.close().end(), "application/xml"), share).build();
    }

    Response delete(FileRequest request) {
        unsupportedIf(
                request.headers().contains("x-ms-delete-snapshots")
                        && !"include".equals(request.headers().get("x-ms-delete-snapshots")),
                "Deleting leased snapshots of a share");
        if (!shares.delete(request.account(), request.share())) {
            throw shareNotFound();
        }
        return Response.accepted().build();
    }

    private static ResponseBuilder version(ResponseBuilder answer, ShareState share) {
        return answer.header("ETag", share.etag()).header("Last-Modified", HttpDates.format(share.modified()));
    }
}
