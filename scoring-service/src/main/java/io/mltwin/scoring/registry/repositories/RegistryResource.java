package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.BlobService.Blob;
import io.mltwin.scoring.registry.repositories.BlobService.Upload;
import io.mltwin.scoring.registry.repositories.ManifestService.Manifest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.List;

/**
 * A registry's data plane: OCI distribution specification 1.1, as Docker, Jib and ORAS push and
 * pull.
 *
 * <p>Deviation: blobs cannot be deleted by themselves or read in ranges, and Azure's own {@code
 * /acr/v1} is not there.
 */
@Path("/registry/{registry}/v2")
public class RegistryResource {

    private static final String API = "registry/2.0";
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final RegistryRequestAuthorizer authorizer;
    private final BlobService blobs;
    private final ManifestService manifests;
    private final RoutingContext context;

    public RegistryResource(
            RegistryRequestAuthorizer authorizer,
            BlobService blobs,
            ManifestService manifests,
            RoutingContext context) {
        this.authorizer = authorizer;
        this.blobs = blobs;
        this.manifests = manifests;
        this.context = context;
    }

    public record Repositories(List<String> repositories) {}

    public record Tags(String name, List<String> tags) {}

    @GET
    public Response ping(@PathParam("registry") String registry) {
        authorizer.authorizePing(context, registry);
        return Response.ok("{}")
                .type("application/json")
                .header("Docker-Distribution-Api-Version", API)
                .build();
    }

    @GET
    @Path("_catalog")
    public Response catalog(
            @PathParam("registry") String registry,
            @QueryParam("n") Integer n,
            @QueryParam("last") String last) {
        RegistryAccount account = authorizer.authorize(context, registry, Scope.CATALOG);
        int most = pageSize(n);
        List<String> found = manifests.repositories(account, last, most + 1);
        List<String> page = found.subList(0, Math.min(most, found.size()));
        return linked(Response.ok(new Repositories(page)), found, page, most).build();
    }

    @GET
    @Path("{repository:.+}/tags/list")
    public Response tags(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @QueryParam("n") Integer n,
            @QueryParam("last") String last) {
        RegistryAccount account = authorize(registry, repository, Scope.PULL);
        int most = pageSize(n);
        List<String> found = manifests.tags(account, repository, last, most + 1);
        List<String> page = found.subList(0, Math.min(most, found.size()));
        return linked(Response.ok(new Tags(repository, page)), found, page, most).build();
    }

    @POST
    @Path("{repository:.+}/blobs/uploads{slash:/?}")
    public Response start(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @QueryParam("mount") String mount,
            @QueryParam("from") String from,
            @QueryParam("digest") String digest,
            InputStream body) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        if (mount != null && from != null) {
            String source =
                    from.startsWith(account.name() + "/") && isPathStyle(account)
                            ? from.substring(account.name().length() + 1)
                            : from;
            if (authorizer.alsoGrants(context, account, Scope.repository(source, Scope.PULL))) {
                Blob mounted = blobs.mount(account, repository, source, Digest.parse(mount));
                if (mounted != null) {
                    return created(mounted);
                }
            }
        }
        Upload upload = blobs.start(account, repository);
        return digest == null
                ? progress(202, upload)
                : created(
                        blobs.finish(
                                account,
                                repository,
                                upload.id().toString(),
                                Digest.parse(digest),
                                body));
    }

    @GET
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response status(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("upload") String upload) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        return progress(204, blobs.find(account, repository, upload));
    }

    @PATCH
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response append(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("upload") String upload,
            @HeaderParam("Content-Range") String range,
            InputStream body) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        return progress(202, blobs.append(account, repository, upload, from(range), body));
    }

    @PUT
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response finish(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("upload") String upload,
            @QueryParam("digest") String digest,
            InputStream body) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        return created(blobs.finish(account, repository, upload, Digest.parse(digest), body));
    }

    @DELETE
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response cancel(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("upload") String upload) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        blobs.cancel(account, repository, upload);
        return Response.noContent().build();
    }

    @HEAD
    @Path("{repository:.+}/blobs/{digest}")
    public Response headBlob(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("digest") String digest) {
        RegistryAccount account = authorize(registry, repository, Scope.PULL);
        return blob(blobs.blob(account, repository, Digest.parse(digest))).build();
    }

    @GET
    @Path("{repository:.+}/blobs/{digest}")
    public Response getBlob(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("digest") String digest) {
        RegistryAccount account = authorize(registry, repository, Scope.PULL);
        Blob blob = blobs.blob(account, repository, Digest.parse(digest));
        return blob(blob).entity(blobs.open(account, repository, blob.digest())).build();
    }

    @DELETE
    @Path("{repository:.+}/blobs/{digest}")
    public Response deleteBlob(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("digest") String digest) {
        authorize(registry, repository, Scope.DELETE);
        throw DistributionErrors.unsupported(
                "Blobs are not deleted by themselves; delete the manifests that refer to them.");
    }

    @PUT
    @Path("{repository:.+}/manifests/{reference}")
    public Response putManifest(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("reference") String reference,
            @HeaderParam("Content-Type") String contentType,
            byte[] body) {
        RegistryAccount account = authorize(registry, repository, Scope.PUSH);
        Digest digest = manifests.put(account, repository, reference, contentType, body);
        return Response.status(201)
                .header(
                        "Location",
                        OriginalRequest.of(context).path().replaceFirst("[^/]+$", digest.text()))
                .header("Docker-Content-Digest", digest.text())
                .build();
    }

    @GET
    @Path("{repository:.+}/manifests/{reference}")
    public Response getManifest(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("reference") String reference) {
        RegistryAccount account = authorize(registry, repository, Scope.PULL);
        Manifest manifest = manifests.get(account, repository, reference);
        return manifest(manifest).entity(manifest.content()).build();
    }

    @HEAD
    @Path("{repository:.+}/manifests/{reference}")
    public Response headManifest(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("reference") String reference) {
        RegistryAccount account = authorize(registry, repository, Scope.PULL);
        Manifest manifest = manifests.get(account, repository, reference);
        return manifest(manifest).header("Content-Length", manifest.content().length).build();
    }

    @DELETE
    @Path("{repository:.+}/manifests/{reference}")
    public Response deleteManifest(
            @PathParam("registry") String registry,
            @PathParam("repository") String repository,
            @PathParam("reference") String reference) {
        RegistryAccount account = authorize(registry, repository, Scope.DELETE);
        manifests.delete(account, repository, reference);
        return Response.status(202).build();
    }

    private boolean isPathStyle(RegistryAccount account) {
        return !AsciiCase.equal(OriginalRequest.of(context).host(), account.loginServer());
    }

    private static ResponseBuilder blob(Blob blob) {
        return Response.ok()
                .type("application/octet-stream")
                .header("Content-Length", blob.size())
                .header("Docker-Content-Digest", blob.digest().text());
    }

    private static ResponseBuilder manifest(Manifest manifest) {
        return Response.ok()
                .type(manifest.mediaType())
                .header("Docker-Content-Digest", manifest.digest().text());
    }

    /** Returns the repository's path as the client sees it, in host or in path style. */
    private String blobsPath() {
        String path = OriginalRequest.of(context).path();
        return path.substring(0, path.lastIndexOf("/blobs/") + "/blobs".length());
    }

    private Response created(Blob blob) {
        return Response.status(201)
                .header("Location", blobsPath() + "/" + blob.digest())
                .header("Docker-Content-Digest", blob.digest().text())
                .build();
    }

    private Response progress(int status, Upload upload) {
        return Response.status(status)
                .header("Location", blobsPath() + "/uploads/" + upload.id())
                .header("Docker-Upload-UUID", upload.id().toString())
                .header("Range", "0-" + Math.max(0, upload.received() - 1))
                .build();
    }

    private ResponseBuilder linked(
            ResponseBuilder builder, List<String> found, List<String> page, int most) {
        if (found.size() <= most || page.isEmpty()) {
            return builder;
        }
        String last = UriEncoding.encodeQueryValue(page.get(page.size() - 1));
        return builder.header(
                "Link",
                "<"
                        + OriginalRequest.of(context).path()
                        + "?n="
                        + most
                        + "&last="
                        + last
                        + ">; rel=\"next\"");
    }

    private RegistryAccount authorize(String registry, String repository, String permission) {
        return authorizer.authorize(context, registry, Scope.repository(repository, permission));
    }

    private static int pageSize(Integer n) {
        return n == null || n < 1 ? PAGE : Math.min(n, LARGEST_PAGE);
    }

    /**
     * Returns where a chunk begins, from {@code 0-99} or {@code bytes 0-99/*}; -1 without the
     * header.
     */
    private static long from(String range) {
        if (range == null) {
            return -1;
        }
        String digits = range.replaceFirst("^bytes[ =]", "").split("-", 2)[0];
        if (!digits.matches("[0-9]{1,18}")) {
            throw DistributionErrors.digestInvalid(
                    "The Content-Range '" + range + "' is malformed.");
        }
        return Long.parseLong(digits);
    }
}
