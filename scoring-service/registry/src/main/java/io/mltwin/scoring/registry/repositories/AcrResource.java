package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.attributesRequired;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.AcrBody.AttributesRequest;
import io.mltwin.scoring.registry.repositories.AcrBody.Manifest;
import io.mltwin.scoring.registry.repositories.AcrBody.Manifests;
import io.mltwin.scoring.registry.repositories.AcrBody.OneManifest;
import io.mltwin.scoring.registry.repositories.AcrBody.OneTag;
import io.mltwin.scoring.registry.repositories.AcrBody.RepositoryProperties;
import io.mltwin.scoring.registry.repositories.AcrBody.Tag;
import io.mltwin.scoring.registry.repositories.AcrBody.Tags;
import io.mltwin.scoring.registry.repositories.RegistryResource.Repositories;
import io.mltwin.scoring.registry.repositories.RepositoryCatalog.Order;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Azure's own API of a registry, {@code /acr/v1} (2021-07-01), which {@code az acr repository} and
 * the client library azure-containerregistry use.
 *
 * <p>Deviation: deleted content is gone: soft delete answers 501 when it is enabled, and {@code
 * /acr/v1/_deleted} is not there.
 */
@Path("/registry/{registry}/acr/v1")
public class AcrResource {

    private static final String METADATA_READ = "metadata_read";
    private static final String METADATA_WRITE = "metadata_write";

    private final RegistryRequestAuthorizer authorizer;
    private final RepositoryService repositories;
    private final ManifestService manifests;
    private final RoutingContext context;

    public AcrResource(
            RegistryRequestAuthorizer authorizer,
            RepositoryService repositories,
            ManifestService manifests,
            RoutingContext context) {
        this.authorizer = authorizer;
        this.repositories = repositories;
        this.manifests = manifests;
        this.context = context;
    }

    @GET
    @Path("_catalog")
    public Response catalog(@RestPath String registry, @RestQuery String n, @RestQuery String last) {
        RegistryAccount account = authorizer.authorize(context, registry, Scope.CATALOG);
        PageRequest page = PageRequest.parse(n, last);
        List<String> found = manifests.repositories(account, page);
        return linked(new Repositories(page.page(found)), page, found, Function.identity(), "");
    }

    @GET
    @Path("{repository:.+}/_tags")
    public Response tags(
            @BeanParam RepositoryPath at,
            @RestQuery String n,
            @RestQuery String last,
            @RestQuery String orderby,
            @RestQuery String digest) {
        RegistryAccount account = authorize(at, METADATA_READ);
        PageRequest page = PageRequest.parse(n, last);
        List<Tag> found = repositories.tags(
                account,
                at.repository,
                page,
                Order.parse(orderby),
                digest == null ? null : Digest.parse(digest).text());
        return linked(
                new Tags(account.loginServer(), at.repository, page.page(found)),
                page,
                found,
                Tag::name,
                parameter("orderby", orderby) + parameter("digest", digest));
    }

    @GET
    @Path("{repository:.+}/_tags/{tag}")
    public OneTag tag(@BeanParam RepositoryPath at, @RestPath String tag) {
        return repositories.tag(authorize(at, METADATA_READ), at.repository, tag);
    }

    @PATCH
    @Path("{repository:.+}/_tags/{tag}")
    public OneTag changeTag(@BeanParam RepositoryPath at, @RestPath String tag, AttributesRequest request) {
        RegistryAccount account = authorize(at, METADATA_WRITE);
        return repositories.changeTag(account, at.repository, tag, required(request));
    }

    /** Deletes a tag; the manifest stays. */
    @DELETE
    @Path("{repository:.+}/_tags/{tag}")
    public Response deleteTag(@BeanParam RepositoryPath at, @RestPath String tag) {
        RegistryAccount account = authorize(at, Scope.DELETE);
        manifests.deleteTag(account, at.repository, tag);
        return Response.status(202).build();
    }

    @GET
    @Path("{repository:.+}/_manifests")
    public Response manifests(
            @BeanParam RepositoryPath at, @RestQuery String n, @RestQuery String last, @RestQuery String orderby) {
        RegistryAccount account = authorize(at, METADATA_READ);
        PageRequest page = PageRequest.parse(n, last);
        List<Manifest> found = repositories.manifests(account, at.repository, page, Order.parse(orderby));
        return linked(
                new Manifests(account.loginServer(), at.repository, page.page(found)),
                page,
                found,
                Manifest::digest,
                parameter("orderby", orderby));
    }

    @GET
    @Path("{repository:.+}/_manifests/{digest}")
    public OneManifest manifest(@BeanParam RepositoryPath at, @RestPath String digest) {
        RegistryAccount account = authorize(at, METADATA_READ);
        return repositories.manifest(account, at.repository, Digest.parse(digest));
    }

    @PATCH
    @Path("{repository:.+}/_manifests/{digest}")
    public OneManifest changeManifest(
            @BeanParam RepositoryPath at, @RestPath String digest, AttributesRequest request) {
        RegistryAccount account = authorize(at, METADATA_WRITE);
        return repositories.changeManifest(account, at.repository, Digest.parse(digest), required(request));
    }

    @GET
    @Path("{repository:.+}")
    public RepositoryProperties repository(@BeanParam RepositoryPath at) {
        return repositories.get(authorize(at, METADATA_READ), at.repository);
    }

    @PATCH
    @Path("{repository:.+}")
    public RepositoryProperties changeRepository(@BeanParam RepositoryPath at, AttributesRequest request) {
        RegistryAccount account = authorize(at, METADATA_WRITE);
        return repositories.change(account, at.repository, required(request));
    }

    /** Deletes a repository with all its manifests and tags. */
    @DELETE
    @Path("{repository:.+}")
    public Response deleteRepository(@BeanParam RepositoryPath at) {
        RegistryAccount account = authorize(at, Scope.DELETE);
        return Response.status(202)
                .entity(repositories.delete(account, at.repository))
                .build();
    }

    private <T> Response linked(Object body, PageRequest page, List<T> found, Function<T, String> name, String more) {
        return page.link(Response.ok(body), OriginalRequest.of(context), found, name, more)
                .build();
    }

    private static String parameter(String name, String value) {
        return value == null ? "" : name + "=" + UriEncoding.encodeQueryValue(value) + "&";
    }

    private static AttributesRequest required(AttributesRequest request) {
        if (request == null) {
            throw attributesRequired();
        }
        return request;
    }

    private RegistryAccount authorize(RepositoryPath at, String permission) {
        return authorizer.authorize(context, at, permission);
    }
}
