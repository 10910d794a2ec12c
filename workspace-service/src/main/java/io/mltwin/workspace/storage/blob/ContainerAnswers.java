package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/** Status and headers of the operations on containers. */
@Singleton
class ContainerAnswers {

    private final ContainerService containers;
    private final Addresses addresses;

    ContainerAnswers(ContainerService containers, Addresses addresses) {
        this.containers = containers;
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
                        query.withMetadata());
        String endpoint = "https://" + addresses.blobHost(call.account().name()) + "/";
        return Response.ok(ListXml.containers(endpoint, query, page), "application/xml").build();
    }

    Response create(BlobCall call) {
        return version(
                        Response.status(201),
                        containers.create(
                                call.account(), call.container(), Metadata.of(call.headers())))
                .build();
    }

    Response get(BlobCall call) {
        ContainerState container = containers.get(call.account(), call.container());
        ResponseBuilder answer = version(Response.ok(), container);
        container.metadata().forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer.header("x-ms-lease-status", "unlocked")
                .header("x-ms-lease-state", "available")
                .header("x-ms-has-immutability-policy", "false")
                .header("x-ms-has-legal-hold", "false")
                .header("x-ms-default-encryption-scope", "$account-encryption-key")
                .header("x-ms-deny-encryption-scope-override", "false")
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

    Response delete(BlobCall call) {
        if (!containers.delete(call.account(), call.container(), call.conditions())) {
            throw BlobErrors.containerNotFound();
        }
        return Response.status(202).build();
    }

    private static ResponseBuilder version(ResponseBuilder answer, ContainerState container) {
        return answer.header("ETag", container.etag())
                .header("Last-Modified", HttpDates.format(container.modified()));
    }
}
