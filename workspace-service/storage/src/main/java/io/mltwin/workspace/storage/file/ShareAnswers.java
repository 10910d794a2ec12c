package io.mltwin.workspace.storage.file;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.SmallBody;
import io.mltwin.workspace.storage.wire.XmlText;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Status and headers of the operations on shares. */
@Singleton
class ShareAnswers {

    private final ShareService shares;
    private final Addresses addresses;

    ShareAnswers(ShareService shares, Addresses addresses) {
        this.shares = shares;
        this.addresses = addresses;
    }

    Response list(FileCall call) {
        String prefix = call.query().orEmpty("prefix");
        String endpoint = "https://" + addresses.fileHost(call.account().name()) + "/";
        XmlText xml = new XmlText().open("EnumerationResults", "ServiceEndpoint", endpoint);
        xml.optional("Prefix", prefix.isEmpty() ? null : prefix).open("Shares");
        for (ShareState share : shares.all(call.account())) {
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
        XmlText xml = new XmlText().open("StorageServiceProperties");
        for (String metrics : new String[] {"HourMetrics", "MinuteMetrics"}) {
            xml.open(metrics).element("Version", "1.0").element("Enabled", "false");
            xml.open("RetentionPolicy").element("Enabled", "false").close().close();
        }
        return Response.ok(xml.element("Cors", "").close().end(), "application/xml").build();
    }

    Response create(FileCall call) {
        ShareState made =
                shares.create(
                        call.account(), call.share(), quota(call), Metadata.of(call.headers()));
        return version(Response.status(201), made).build();
    }

    private static Integer quota(FileCall call) {
        Long quota = call.number("x-ms-share-quota");
        return quota == null ? null : (int) Math.min(quota, Integer.MAX_VALUE);
    }

    Response get(FileCall call) {
        ShareState share = shares.require(call.account(), call.share());
        Map<String, String> metadata = shares.metadata(call.account(), call.share());
        ResponseBuilder answer =
                version(Response.ok(), share)
                        .header("x-ms-share-quota", share.quotaGib())
                        .header("x-ms-lease-status", "unlocked")
                        .header("x-ms-lease-state", "available")
                        .header("x-ms-enabled-protocols", "SMB")
                        .header("x-ms-access-tier", "TransactionOptimized");
        metadata.forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer.build();
    }

    Response set(FileCall call) {
        ShareState changed =
                call.query().orEmpty("comp").equals("metadata")
                        ? shares.setMetadata(
                                call.account(), call.share(), Metadata.of(call.headers()))
                        : shares.setQuota(call.account(), call.share(), quota(call));
        return version(Response.ok(), changed).build();
    }

    Response getAcl(FileCall call) {
        ShareState share = shares.require(call.account(), call.share());
        return version(
                        Response.ok(
                                AccessPolicies.xml(shares.policies(call.account(), call.share())),
                                "application/xml"),
                        share)
                .build();
    }

    Response setAcl(FileCall call, InputStream body) throws IOException {
        ShareState changed =
                shares.setPolicies(
                        call.account(),
                        call.share(),
                        AccessPolicies.read(SmallBody.read(call.headers(), body)));
        return version(Response.ok(), changed).build();
    }

    Response statistics(FileCall call) {
        ShareState share = shares.require(call.account(), call.share());
        XmlText xml = new XmlText().open("ShareStats");
        xml.element("ShareUsageBytes", Long.toString(shares.bytes(call.account(), call.share())));
        return version(Response.ok(xml.close().end(), "application/xml"), share).build();
    }

    Response delete(FileCall call) {
        if (call.headers().contains("x-ms-delete-snapshots")
                && !"include".equals(call.headers().get("x-ms-delete-snapshots"))) {
            throw DataErrors.unsupported("Deleting leased snapshots of a share");
        }
        if (!shares.delete(call.account(), call.share())) {
            throw FileErrors.shareNotFound();
        }
        return Response.accepted().build();
    }

    private static ResponseBuilder version(ResponseBuilder answer, ShareState share) {
        return answer.header("ETag", share.etag())
                .header("Last-Modified", HttpDates.format(share.modified()));
    }
}
