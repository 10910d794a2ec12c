package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells scoring-service, which registers models from run outputs, where an artifact lies. */
@Path("/_internal/artifacts")
public class ArtifactLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final ArtifactService artifacts;

    ArtifactLookupResource(
            CallerContext caller, ServiceCallers callers, WorkspaceClient workspaces, ArtifactService artifacts) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.artifacts = artifacts;
    }

    /** The blob of an artifact. */
    public record LocationBody(String container, String blob, long length) {}

    @GET
    public LocationBody find(@QueryParam("workspace") String workspaceId, @QueryParam("path") String path) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null || path == null, "Give workspace and path.");
        Workspace workspace = workspaces.require(ArmResourceId.parse(workspaceId));
        long length = artifacts
                .length(workspace, path)
                .orElseThrow(() -> notFound("ArtifactNotFound", "There is no artifact '%s'.", path));
        return new LocationBody(ArtifactService.CONTAINER, path, length);
    }
}
