package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.DataErrors.containerNotFound;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeader;

import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.SmallBody;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Answers the operations on one container with status and headers. */
@Singleton
public record ContainerHandler(ContainerService containers, ContainerDeletion deletion, BlobHeaders headers) {
    public Response create(BlobRequest request) {
        return version(
                        Response.status(201),
                        containers.create(
                                request.account(),
                                request.container(),
                                Metadata.of(request.headers()),
                                request.headers().get("x-ms-blob-public-access"),
                                ContainerScope.of(request.headers())))
                .build();
    }

    public Response get(BlobRequest request) {
        ContainerState container = containers.get(request.account(), request.container(), request.conditions());
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

    public Response setMetadata(BlobRequest request) {
        return version(
                        Response.ok(),
                        containers.setMetadata(
                                request.account(),
                                request.container(),
                                Metadata.of(request.headers()),
                                request.conditions()))
                .build();
    }

    public Response getAcl(BlobRequest request) {
        ContainerState container = containers.get(request.account(), request.container(), request.conditions());
        ResponseBuilder answer =
                version(Response.ok(), container).header("x-ms-blob-public-access", container.publicAccess());
        if (!request.original().method().equals("HEAD")) {
            answer.type("application/xml").entity(AccessPolicies.xml(AccessPolicies.stored(container.policies())));
        }
        return answer.build();
    }

    public Response setAcl(BlobRequest request, InputStream body) throws IOException {
        List<AccessPolicy> policies = AccessPolicies.read(SmallBody.read(request.headers(), body));
        return version(
                        Response.ok(),
                        containers.setAcl(
                                request.account(),
                                request.container(),
                                request.headers().get("x-ms-blob-public-access"),
                                AccessPolicies.write(policies),
                                request.conditions()))
                .build();
    }

    public Response delete(BlobRequest request) {
        if (!deletion.delete(request.account(), request.container(), request.conditions())) {
            throw containerNotFound();
        }
        return Response.status(202).build();
    }

    public Response restore(BlobRequest request) {
        String name = request.headers().get("x-ms-deleted-container-name");
        String version = request.headers().get("x-ms-deleted-container-version");
        if (name == null || version == null) {
            throw missingHeader("x-ms-deleted-container-" + (name == null ? "name" : "version"));
        }
        return version(Response.status(201), deletion.restore(request.account(), request.container(), name, version))
                .build();
    }

    private static ResponseBuilder version(ResponseBuilder answer, ContainerState container) {
        return answer.header("ETag", container.etag()).header("Last-Modified", HttpDates.format(container.modified()));
    }
}
