package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tells workspace-service on what the web services of a workspace run, for {@code diagnose}. */
@Path("/_internal/service-types")
public class ServiceTypesResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WebServiceService services;

    public ServiceTypesResource(CallerContext caller, ServiceCallers callers, WebServiceService services) {
        this.caller = caller;
        this.callers = callers;
        this.services = services;
    }

    /** Returns each type once. */
    @GET
    public List<String> types(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        return services.types(ArmResourceId.parse(workspaceId).key());
    }
}
