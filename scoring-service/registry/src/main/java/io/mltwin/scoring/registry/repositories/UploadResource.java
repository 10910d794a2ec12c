package io.mltwin.scoring.registry.repositories;

import io.mltwin.platform.bodies.StreamedBody;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.BlobService.Blob;
import io.mltwin.scoring.registry.repositories.UploadService.ChunkRequest;
import io.mltwin.scoring.registry.repositories.UploadService.Upload;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Uploads of blobs, in one request, streamed or in chunks, and blobs mounted from another
 * repository (OCI distribution specification 1.1, "Pushing blobs").
 */
@Path("/registry/{registry}/v2")
public class UploadResource {

    private final RegistryRequestAuthorizer authorizer;
    private final UploadService uploads;
    private final BlobService blobs;
    private final RoutingContext context;

    public UploadResource(
            RegistryRequestAuthorizer authorizer, UploadService uploads, BlobService blobs, RoutingContext context) {
        this.authorizer = authorizer;
        this.uploads = uploads;
        this.blobs = blobs;
        this.context = context;
    }

    /**
     * Begins an upload, finishes it at once where {@code digest} names it, or mounts a blob. A blob
     * that cannot be mounted, and one whose repository is not named, begins an upload.
     */
    @POST
    @Path("{repository:.+}/blobs/uploads{slash:/?}")
    public Response start(
            @BeanParam RepositoryPath at, @RestQuery String mount, @RestQuery String from, @RestQuery String digest) {
        RegistryAccount account = authorize(at);
        Digest wanted = mount == null ? null : Digest.parse(mount);
        Digest whole = digest == null ? null : Digest.parse(digest);
        if (wanted != null && from != null) {
            Blob mounted = mount(account, at.repository, from, wanted);
            if (mounted != null) {
                return created(mounted);
            }
        }
        Upload upload = uploads.start(account, at.repository);
        return whole == null
                ? progress(202, upload)
                : created(
                        uploads.finish(account, at.repository, chunk(upload.id().toString(), null), whole));
    }

    private Blob mount(RegistryAccount account, String repository, String from, Digest wanted) {
        String source = ClientAddress.repository(context, account, from);
        return authorizer.alsoGrants(context, account, Scope.repository(source, Scope.PULL))
                ? blobs.mount(account, repository, source, wanted)
                : null;
    }

    @GET
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response status(@BeanParam RepositoryPath at, @RestPath String upload) {
        RegistryAccount account = authorize(at);
        return progress(204, uploads.find(account, at.repository, upload));
    }

    @PATCH
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response append(
            @BeanParam RepositoryPath at, @RestPath String upload, @HeaderParam("Content-Range") String range) {
        RegistryAccount account = authorize(at);
        return progress(202, uploads.append(account, at.repository, chunk(upload, range)));
    }

    @PUT
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response finish(
            @BeanParam RepositoryPath at,
            @RestPath String upload,
            @RestQuery String digest,
            @HeaderParam("Content-Range") String range) {
        RegistryAccount account = authorize(at);
        return created(uploads.finish(account, at.repository, chunk(upload, range), Digest.parse(digest)));
    }

    @DELETE
    @Path("{repository:.+}/blobs/uploads/{upload}")
    public Response cancel(@BeanParam RepositoryPath at, @RestPath String upload) {
        RegistryAccount account = authorize(at);
        uploads.cancel(account, at.repository, upload);
        return Response.noContent().build();
    }

    private ChunkRequest chunk(String upload, String range) {
        return new ChunkRequest(
                upload, ClientAddress.upload(context, upload), ContentRange.parse(range), StreamedBody.of(context));
    }

    private Response created(Blob blob) {
        return Response.status(201)
                .header("Location", ClientAddress.blobs(context) + "/" + blob.digest())
                .header("Docker-Content-Digest", blob.digest().text())
                .build();
    }

    private Response progress(int status, Upload upload) {
        return Response.status(status)
                .header("Location", ClientAddress.upload(context, upload.id().toString()))
                .header("Docker-Upload-UUID", upload.id().toString())
                .header("Range", "0-" + Math.max(0, upload.received() - 1))
                .build();
    }

    private RegistryAccount authorize(RepositoryPath at) {
        return authorizer.authorize(context, at, Scope.PUSH);
    }
}
