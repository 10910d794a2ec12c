package io.mltwin.scoring.registry.repositories;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.ManifestService.Manifest;
import io.mltwin.scoring.registry.repositories.ManifestService.Pushed;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.jboss.resteasy.reactive.RestPath;

/** Manifests of a repository, by tag or digest (OCI distribution specification 1.1). */
@Path("/registry/{registry}/v2")
public class ManifestResource {

    private final RegistryRequestAuthorizer authorizer;
    private final ManifestService manifests;
    private final RoutingContext context;

    public ManifestResource(RegistryRequestAuthorizer authorizer, ManifestService manifests, RoutingContext context) {
        this.authorizer = authorizer;
        this.manifests = manifests;
        this.context = context;
    }

    @PUT
    @Path("{repository:.+}/manifests/{reference}")
    public Response put(
            @BeanParam RepositoryPath at,
            @RestPath String reference,
            @HeaderParam("Content-Type") String contentType,
            byte[] body) {
        RegistryAccount account = authorize(at, Scope.PUSH);
        Pushed pushed = manifests.put(account, at.repository, reference, contentType, body);
        String digest = pushed.digest().text();
        return Response.status(201)
                .header("Location", ClientAddress.sibling(context, digest))
                .header("Docker-Content-Digest", digest)
                .header("OCI-Subject", pushed.subject())
                .build();
    }

    @GET
    @Path("{repository:.+}/manifests/{reference}")
    public Response get(@BeanParam RepositoryPath at, @RestPath String reference) {
        RegistryAccount account = authorize(at, Scope.PULL);
        Manifest manifest = manifests.get(account, at.repository, reference);
        return answer(manifest).entity(manifest.content()).build();
    }

    @HEAD
    @Path("{repository:.+}/manifests/{reference}")
    public Response head(@BeanParam RepositoryPath at, @RestPath String reference) {
        RegistryAccount account = authorize(at, Scope.PULL);
        Manifest manifest = manifests.get(account, at.repository, reference);
        return answer(manifest)
                .header("Content-Length", manifest.content().length)
                .build();
    }

    /** Deletes a tag, or a manifest with all its tags. */
    @DELETE
    @Path("{repository:.+}/manifests/{reference}")
    public Response delete(@BeanParam RepositoryPath at, @RestPath String reference) {
        RegistryAccount account = authorize(at, Scope.DELETE);
        manifests.delete(account, at.repository, reference);
        return Response.status(202).build();
    }

    private static ResponseBuilder answer(Manifest manifest) {
        return Response.ok()
                .type(manifest.mediaType())
                .header("Docker-Content-Digest", manifest.digest().text());
    }

    private RegistryAccount authorize(RepositoryPath at, String permission) {
        return authorizer.authorize(context, at, permission);
    }
}
