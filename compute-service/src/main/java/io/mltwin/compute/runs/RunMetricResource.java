package io.mltwin.compute.runs;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tells telemetry-service what to count of a workspace's runs. */
@Path("/_internal/metrics")
public class RunMetricResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final RunMetrics metrics;

    RunMetricResource(
            CallerContext caller,
            ServiceCallers callers,
            WorkspaceClient workspaces,
            RunMetrics metrics) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.metrics = metrics;
    }

    @GET
    public List<RunMetrics.PointBody> list(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.TELEMETRY);
        if (workspaceId == null) {
            throw ArmErrors.invalidRequestContent("Give ?workspace= with the workspace's id.");
        }
        return metrics.of(workspaces.require(ArmResourceId.parse(workspaceId)).workspaceId());
    }
}
