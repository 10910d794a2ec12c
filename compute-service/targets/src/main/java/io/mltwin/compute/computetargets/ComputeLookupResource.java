package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Answers other services about compute targets. */
@Path("/_internal/computes")
public class ComputeLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final ComputeTargets computes;

    ComputeLookupResource(
            CallerContext caller, ServiceCallers callers, WorkspaceClient workspaces, ComputeTargets computes) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.computes = computes;
    }

    /** A target in short; with the ARM id of what was attached, if anything was. */
    public record LookupBody(String name, String computeType, String provisioningState, String resourceId) {}

    @GET
    public LookupBody compute(@QueryParam("workspace") String workspaceId, @QueryParam("name") String name) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null || name == null, "Give workspace and name.");
        ArmResourceId id = ArmResourceId.parse(workspaceId);
        String resource = computes.deletedWith(id.child("computes", name).key())
                .map(ArmResourceId::toString)
                .orElse(null);
        return computes.find(workspaces.require(id), name)
                .map(target ->
                        new LookupBody(target.name(), target.computeType(), target.provisioningState(), resource))
                .orElseThrow(() -> resourceNotFound(id.child("computes", name)));
    }

    /** The types of a workspace's targets, each once: what {@code diagnose} looks at. */
    @GET
    @Path("types")
    public List<String> types(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give workspace.");
        return computes.types(workspaces.require(ArmResourceId.parse(workspaceId)));
    }
}
