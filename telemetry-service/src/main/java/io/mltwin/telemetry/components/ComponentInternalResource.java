package io.mltwin.telemetry.components;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.ServiceName;
import io.mltwin.telemetry.loganalytics.LogWorkspaceService;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** What Azure Resource Manager asks this service's providers besides the calls of clients. */
@Path("/_internal")
public class ComponentInternalResource {

    private final ComponentService service;
    private final LogWorkspaceService logWorkspaces;
    private final CallerContext caller;
    private final ServiceCallers callers;

    public ComponentInternalResource(
            ComponentService service,
            LogWorkspaceService logWorkspaces,
            CallerContext caller,
            ServiceCallers callers) {
        this.service = service;
        this.logWorkspaces = logWorkspaces;
        this.caller = caller;
        this.callers = callers;
    }

    /** A resource that exists. */
    public record ResourceBody(String id) {}

    @GET
    @Path("resources")
    public ResourceBody resource(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (id == null) {
            throw ArmErrors.invalidRequestContent(
                    "Give the resource's id in the query parameter 'id'.");
        }
        ArmResourceId parsed = ArmResourceId.parse(id);
        if (logWorkspaces.exists(parsed)) {
            return new ResourceBody(parsed.toString());
        }
        return service.find(parsed)
                .map(component -> new ResourceBody(component.armId()))
                .orElseThrow(() -> ArmErrors.resourceNotFound(parsed));
    }

    /** No operation of this provider outlives its request. */
    @GET
    @Path("operations/{id}")
    public ResourceBody operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        throw new AzureFault(
                404, "OperationNotFound", "This provider has no operation '" + id + "'.");
    }
}
