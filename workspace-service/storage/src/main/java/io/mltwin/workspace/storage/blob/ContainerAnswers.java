package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.RequestErrors;
import io.mltwin.workspace.storage.wire.SmallBody;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Status and headers of the operations on containers. */
@Singleton
class ContainerAnswers {

    private final ContainerService containers;
    private final BlobHeaders headers;
    private final ListXml lists;
    private final Addresses addresses;

    ContainerAnswers(
            ContainerService containers, BlobHeaders headers, ListXml lists, Addresses addresses) {
        this.containers = containers;
        this.headers = headers;
        this.lists = lists;
        this.addresses = addresses;
    }

    Response list(BlobCall call) {
        BlobListQuery query = BlobListQuery.of(call.query());
        NamePages.Page<ContainerState> page =
                containers.page(
                        call.account(),
                        query.prefix(),
                        query.marker(),
                        query.most(),
                        query.withMetadata(),
                        query.withDeleted());
        String endpoint = "https://" + addresses.blobHost(call.account().name()) + "/";
        return Response.ok(lists.containers(endpoint, query, page), "application/xml").build();
    }

    Response create(BlobCall call) {
        return version(
                        Response.status(201),
                        containers.create(
                                call.account(),
                                call.container(),
                                Metadata.of(call.headers()),
                                call.headers().get("x-ms-blob-public-access"),
                                ContainerScope.of(call.headers())))
                .build();
    }

    Response get(BlobCall call) {
        ContainerState container =
                containers.get(call.account(), call.container(), call.conditions());
        ResponseBuilder answer = version(Response.ok(), container);
        headers.lease(answer, container.lease());
        container.metadata().forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer.header("x-ms-blob-public-access", container.publicAccess())
                .header("x-ms-has-immutability-policy", container.immutability().policy() != null)
                .header("x-ms-has-legal-hold", !container.immutability().holds().isEmpty())
                .header("x-ms-default-encryption-scope", container.scope().name())
                .header("x-ms-deny-encryption-scope-override", container.scope().deniesOverride())
                .build();
    }

    Response setMetadata(BlobCall call) {
        return version(
                        Response.ok(),
                        containers.setMetadata(
                                call.account(),
                                call.container(),
                                Metadata.of(call.headers()),
                                call.conditions()))
                .build();
    }

    Response getAcl(BlobCall call) {
        ContainerState container =
                containers.get(call.account(), call.container(), call.conditions());
        ResponseBuilder answer =
                version(Response.ok(), container)
                        .header("x-ms-blob-public-access", container.publicAccess());
        if (!call.original().method().equals("HEAD")) {
            answer.type("application/xml")
                    .entity(AccessPolicies.xml(AccessPolicies.stored(container.policies())));
        }
        return answer.build();
    }

    Response setAcl(BlobCall call, InputStream body) throws IOException {
        List<AccessPolicy> policies = AccessPolicies.read(SmallBody.read(call.headers(), body));
        return version(
                        Response.ok(),
                        containers.setAcl(
                                call.account(),
                                call.container(),
                                call.headers().get("x-ms-blob-public-access"),
                                AccessPolicies.write(policies),
                                call.conditions()))
                .build();
    }

    Response delete(BlobCall call) {
        if (!containers.delete(call.account(), call.container(), call.conditions())) {
            throw DataErrors.containerNotFound();
        }
        return Response.status(202).build();
    }

    Response restore(BlobCall call) {
        String name = call.headers().get("x-ms-deleted-container-name");
        String version = call.headers().get("x-ms-deleted-container-version");
        if (name == null || version == null) {
            throw RequestErrors.missingHeader(
                    "x-ms-deleted-container-" + (name == null ? "name" : "version"));
        }
        return version(
                        Response.status(201),
                        containers.restore(call.account(), call.container(), name, version))
                .build();
    }

    private static ResponseBuilder version(ResponseBuilder answer, ContainerState container) {
        return answer.header("ETag", container.etag())
                .header("Last-Modified", HttpDates.format(container.modified()));
    }
}
