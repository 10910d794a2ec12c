package io.mltwin.scoring.registry.repositories;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.BlobService.Blob;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Serves the blobs of a repository, whole and in ranges, and deletes them (OCI distribution
 * specification 1.1).
 */
@Path("/registry/{registry}/v2")
public class BlobResource {

    private final RegistryRequestAuthorizer authorizer;
    private final BlobService blobs;
    private final RoutingContext context;

    public BlobResource(RegistryRequestAuthorizer authorizer, BlobService blobs, RoutingContext context) {
        this.authorizer = authorizer;
        this.blobs = blobs;
        this.context = context;
    }

    @HEAD
    @Path("{repository:.+}/blobs/{digest}")
    public Response head(@BeanParam RepositoryPath at, @RestPath String digest) {
        RegistryAccount account = authorize(at, Scope.PULL);
        Blob blob = blobs.blob(account, at.repository, Digest.parse(digest));
        return answer(200, blob, blob.size()).build();
    }

    @GET
    @Path("{repository:.+}/blobs/{digest}")
    public Response get(@BeanParam RepositoryPath at, @RestPath String digest, @HeaderParam("Range") String header) {
        RegistryAccount account = authorize(at, Scope.PULL);
        Blob blob = blobs.blob(account, at.repository, Digest.parse(digest));
        BlobRange range = BlobRange.parse(header, blob.size());
        ResponseBuilder answer = range == null
                ? answer(200, blob, blob.size())
                : answer(206, blob, range.length()).header("Content-Range", range.contentRange(blob.size()));
        return answer.entity(blobs.open(account, blob, range)).build();
    }

    @DELETE
    @Path("{repository:.+}/blobs/{digest}")
    public Response delete(@BeanParam RepositoryPath at, @RestPath String digest) {
        RegistryAccount account = authorize(at, Scope.DELETE);
        Digest deleted = Digest.parse(digest);
        blobs.delete(account, at.repository, deleted);
        return Response.status(202)
                .header("Docker-Content-Digest", deleted.text())
                .build();
    }

    private static ResponseBuilder answer(int status, Blob blob, long length) {
        return Response.status(status)
                .type("application/octet-stream")
                .header("Accept-Ranges", "bytes")
                .header("Content-Length", length)
                .header("Docker-Content-Digest", blob.digest().text());
    }

    private RegistryAccount authorize(RepositoryPath at, String permission) {
        return authorizer.authorize(context, at, permission);
    }
}
