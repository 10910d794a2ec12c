package io.mltwin.compute.computetargets;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** What scoring-service and Azure Resource Manager ask about compute targets. */
@Path("/_internal")
public class ComputeLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final ComputeTargetService computes;

    ComputeLookupResource(
            CallerContext caller,
            ServiceCallers callers,
            WorkspaceClient workspaces,
            ComputeTargetService computes) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.computes = computes;
    }

    /** A target in short. */
    public record LookupBody(String name, String computeType, String provisioningState) {}

    @GET
    @Path("computes")
    public LookupBody compute(
            @QueryParam("workspace") String workspaceId, @QueryParam("name") String name) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        if (workspaceId == null || name == null) {
            throw ArmErrors.invalidRequestContent("Give workspace and name.");
        }
        ArmResourceId id = ArmResourceId.parse(workspaceId);
        return computes.find(workspaces.require(id), name)
                .map(
                        target ->
                                new LookupBody(
                                        target.name(),
                                        target.computeType(),
                                        target.provisioningState()))
                .orElseThrow(() -> ArmErrors.resourceNotFound(id.child("computes", name)));
    }

    /** Azure Resource Manager asks whether a resource of its index really exists. */
    @GET
    @Path("resources")
    public Response resource(@QueryParam("id") String resourceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (resourceId == null) {
            throw ArmErrors.invalidRequestContent("Give id.");
        }
        ArmResourceId id = ArmResourceId.parse(resourceId);
        boolean exists =
                id.type().equalsIgnoreCase("Microsoft.MachineLearningServices/workspaces/computes")
                        && computes.exists(id);
        if (!exists) {
            throw ArmErrors.resourceNotFound(id);
        }
        return Response.ok().build();
    }
}
