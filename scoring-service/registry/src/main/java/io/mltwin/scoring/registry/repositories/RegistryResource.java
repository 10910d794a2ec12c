package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Descriptor;
import io.mltwin.scoring.registry.repositories.ManifestService.Index;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * A registry's data plane, OCI distribution specification 1.1, as Docker, Skopeo, Jib and ORAS push
 * and pull: what answers {@code /v2/} and the listings.
 */
@Path("/registry/{registry}/v2")
public class RegistryResource {

    private static final String API = "registry/2.0";

    private final RegistryRequestAuthorizer authorizer;
    private final ManifestService manifests;
    private final RoutingContext context;

    public RegistryResource(RegistryRequestAuthorizer authorizer, ManifestService manifests, RoutingContext context) {
        this.authorizer = authorizer;
        this.manifests = manifests;
        this.context = context;
    }

    public record Repositories(List<String> repositories) {}

    public record Tags(String name, List<String> tags) {}

    @GET
    public Response ping(@RestPath String registry) {
        authorizer.authorizePing(context, registry);
        return Response.ok("{}")
                .type("application/json")
                .header("Docker-Distribution-Api-Version", API)
                .build();
    }

    @GET
    @Path("_catalog")
    public Response catalog(@RestPath String registry, @RestQuery String n, @RestQuery String last) {
        RegistryAccount account = authorizer.authorize(context, registry, Scope.CATALOG);
        PageRequest page = PageRequest.parse(n, last);
        List<String> found = manifests.repositories(account, page);
        return linked(Response.ok(new Repositories(page.page(found))), page, found);
    }

    @GET
    @Path("{repository:.+}/tags/list")
    public Response tags(@BeanParam RepositoryPath at, @RestQuery String n, @RestQuery String last) {
        RegistryAccount account = authorize(at);
        PageRequest page = PageRequest.parse(n, last);
        List<String> found = manifests.tags(account, at.repository, page);
        return linked(Response.ok(new Tags(at.repository, page.page(found))), page, found);
    }

    /** Lists what is about a manifest, which need not be there itself. */
    @GET
    @Path("{repository:.+}/referrers/{digest}")
    public Response referrers(
            @BeanParam RepositoryPath at,
            @RestPath String digest,
            @RestQuery String artifactType,
            @RestQuery String n,
            @RestQuery String last) {
        RegistryAccount account = authorize(at);
        Digest subject = Digest.parse(digest);
        PageRequest page = PageRequest.parse(n, last);
        List<Descriptor> found = manifests.referrers(account, at.repository, subject, artifactType, page);
        ResponseBuilder answer = Response.ok(Index.of(page.page(found))).type(Index.MEDIA_TYPE);
        String filter = "";
        if (artifactType != null) {
            answer.header("OCI-Filters-Applied", "artifactType");
            filter = "artifactType=" + UriEncoding.encodeQueryValue(artifactType) + "&";
        }
        return page.link(answer, OriginalRequest.of(context), found, Descriptor::digest, filter)
                .build();
    }

    private Response linked(ResponseBuilder answer, PageRequest page, List<String> found) {
        return page.link(answer, OriginalRequest.of(context), found, Function.identity(), "")
                .build();
    }

    private RegistryAccount authorize(RepositoryPath at) {
        return authorizer.authorize(context, at, Scope.PULL);
    }
}
