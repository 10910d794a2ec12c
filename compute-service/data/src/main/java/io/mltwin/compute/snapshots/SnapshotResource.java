package io.mltwin.compute.snapshots;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.platform.bodies.StreamedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure ML's content service ({@code /content/v1.0}, content.json 2019-12-01).
 *
 * <p>Deviation: the read-back operations are unpublished; these three are ours.
 */
@Path("/content/" + WorkspacePath.TEMPLATE)
public class SnapshotResource {

    private static final String SNAPSHOT = "snapshots/{id}";

    private final WorkspaceAuthorizer access;
    private final SnapshotService snapshots;
    private final UploadFolder uploads;

    SnapshotResource(WorkspaceAuthorizer access, SnapshotService snapshots, UploadFolder uploads) {
        this.access = access;
        this.snapshots = snapshots;
        this.uploads = uploads;
    }

    @POST
    @Path(SNAPSHOT)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response create(
            @BeanParam WorkspacePath path,
            @RestPath String id,
            @QueryParam("parentSnapshotId") String parentSnapshotId,
            @HeaderParam("Content-Type") String contentType,
            @Context RoutingContext context)
            throws IOException {
        Workspace workspace = access.require(path, Operation.WRITE_SNAPSHOT);
        try (InputStream body = StreamedBody.of(context);
                SnapshotUpload upload = SnapshotUpload.read(body, contentType, uploads)) {
            SnapshotService.Created created = snapshots.create(workspace, id, parentSnapshotId, upload);
            return Response.status(created.isNew() ? 201 : 200)
                    .entity(created.snapshot())
                    .build();
        }
    }

    @GET
    @Path(SNAPSHOT + "/metadata")
    public SnapshotBody metadata(@BeanParam WorkspacePath path, @RestPath String id) {
        return snapshots.require(access.require(path, Operation.READ_SNAPSHOT), id);
    }

    @GET
    @Path(SNAPSHOT + "/zip")
    public Response zip(@BeanParam WorkspacePath path, @RestPath String id) {
        Workspace workspace = access.require(path, Operation.READ_SNAPSHOT);
        SnapshotBody snapshot = snapshots.require(workspace, id);
        return Response.ok(snapshots.zip(workspace, snapshot), "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + snapshot.id() + ".zip\"")
                .build();
    }

    @GET
    @Path(SNAPSHOT + "/files")
    public Response file(@BeanParam WorkspacePath path, @RestPath String id, @QueryParam("path") String file) {
        Workspace workspace = access.require(path, Operation.READ_SNAPSHOT);
        SnapshotBody snapshot = snapshots.require(workspace, id);
        if (file == null) {
            return Response.ok(snapshot.files(), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        InputStream content = snapshots.open(workspace, snapshot, file);
        return Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
