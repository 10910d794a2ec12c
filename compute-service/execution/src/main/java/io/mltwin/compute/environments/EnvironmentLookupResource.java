package io.mltwin.compute.environments;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;

/** Tells scoring-service, whose deployments name environments, what one has. */
@Path("/_internal/environments")
public class EnvironmentLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceKeys keys;
    private final EnvironmentResolver environments;

    EnvironmentLookupResource(
            CallerContext caller, ServiceCallers callers, WorkspaceKeys keys, EnvironmentResolver environments) {
        this.caller = caller;
        this.callers = callers;
        this.keys = keys;
        this.environments = environments;
    }

    /**
     * An environment in short.
     *
     * @param requirements lines of a requirements file of pip
     * @param variables that it sets
     */
    public record LookupBody(
            String name, String version, boolean isCurated, List<String> requirements, Map<String, String> variables) {}

    @GET
    public LookupBody find(
            @QueryParam("workspace") String workspaceId,
            @QueryParam("name") String name,
            @QueryParam("version") String version) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null || name == null, "Give workspace and name.");
        ArmResourceId workspace = ArmResourceId.parse(workspaceId);
        EnvironmentPlan plan = environments
                .find(keys.open(workspace).history(), name, version, null)
                .orElseThrow(() -> resourceNotFound(workspace.child("environments", name)));
        return new LookupBody(plan.name(), plan.version(), plan.isCurated(), plan.requirements(), plan.variables());
    }
}
