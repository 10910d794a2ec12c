package io.mltwin.compute.mlflow;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.artifacts.RunArtifacts;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.platform.bodies.ReceivedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * A run's artifacts: {@code artifacts/list} of MLflow's tracking API, and the tracking server's
 * artifact service, to which {@code mlflow-artifacts:/} leads its clients.
 */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowArtifactResource {

    private static final String ARTIFACTS = "mlflow-artifacts/artifacts";

    private final WorkspaceAuthorizer access;
    private final RunService runs;
    private final RunArtifacts artifacts;

    MlflowArtifactResource(WorkspaceAuthorizer access, RunService runs, RunArtifacts artifacts) {
        this.access = access;
        this.runs = runs;
        this.artifacts = artifacts;
    }

    @GET
    @Path("mlflow/artifacts/list")
    public MlflowFileBody.Page list(
            @BeanParam WorkspacePath path,
            @QueryParam("run_id") String runId,
            @QueryParam("run_uuid") String runUuid,
            @QueryParam("path") String folder) {
        String run = RunRequest.requireRun(runId, runUuid);
        Workspace workspace = require(path, Operation.READ_ARTIFACTS, run);
        String in = requireNonNullElse(folder, "");
        return new MlflowFileBody.Page(
                MlflowArtifacts.root(run), files(workspace, run, in, in.isEmpty() ? "" : in + "/"));
    }

    @GET
    @Path(ARTIFACTS)
    public MlflowFileBody.Page below(@BeanParam WorkspacePath path, @QueryParam("path") String folder) {
        MlflowArtifacts.Place place = MlflowArtifacts.parse(folder);
        Workspace workspace = require(path, Operation.READ_ARTIFACTS, place.runId());
        return new MlflowFileBody.Page(null, files(workspace, place.runId(), place.path(), ""));
    }

    @GET
    @Path(ARTIFACTS + "/{file:.+}")
    public Response download(@BeanParam WorkspacePath path, @RestPath String file) {
        MlflowArtifacts.Place place = MlflowArtifacts.parse(file);
        Workspace workspace = require(path, Operation.READ_ARTIFACTS, place.runId());
        return Response.ok(
                        artifacts.open(workspace, place.runId(), place.path()), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @PUT
    @Path(ARTIFACTS + "/{file:.+}")
    @Consumes(MediaType.WILDCARD)
    public MlflowEmptyBody upload(
            @BeanParam WorkspacePath path, @RestPath String file, RoutingContext context, byte[] content) {
        MlflowArtifacts.Place place = MlflowArtifacts.parse(file);
        Workspace workspace = require(path, Operation.WRITE_ARTIFACTS, place.runId());
        ReceivedBody.requireRead(context);
        artifacts.write(workspace, place.runId(), place.path(), content == null ? new byte[0] : content);
        return new MlflowEmptyBody();
    }

    @DELETE
    @Path(ARTIFACTS + "/{file:.+}")
    public MlflowEmptyBody delete(@BeanParam WorkspacePath path, @RestPath String file) {
        MlflowArtifacts.Place place = MlflowArtifacts.parse(file);
        Workspace workspace = require(path, Operation.DELETE_ARTIFACTS, place.runId());
        artifacts.delete(workspace, place.runId(), place.path());
        return new MlflowEmptyBody();
    }

    private List<MlflowFileBody> files(Workspace workspace, String runId, String folder, String prefix) {
        return artifacts.list(workspace, runId, folder).stream()
                .map(entry -> new MlflowFileBody(prefix + entry.name(), entry.length() == null, entry.length()))
                .toList();
    }

    private Workspace require(WorkspacePath path, Operation operation, String runId) {
        Workspace workspace = access.require(path, operation, runId);
        runs.requireExists(workspace.workspaceId(), null, runId);
        return workspace;
    }

    /** {@code FileInfo} of MLflow: a file or a folder of artifacts. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record MlflowFileBody(String path, boolean isDir, Long fileSize) {

        /** Answer of {@code artifacts/list}, and without {@code root_uri} of the artifact service. */
        @JsonNaming(SnakeCaseStrategy.class)
        public record Page(String rootUri, List<MlflowFileBody> files) {}
    }
}
