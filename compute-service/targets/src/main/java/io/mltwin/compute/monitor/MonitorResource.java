package io.mltwin.compute.monitor;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tells telemetry-service what Azure Monitor shows of a workspace's runs, clusters and nodes. */
@Path("/_internal/metrics")
public class MonitorResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final MonitorService metrics;

    MonitorResource(CallerContext caller, ServiceCallers callers, WorkspaceClient workspaces, MonitorService metrics) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.metrics = metrics;
    }

    @GET
    public List<MonitorService.PointBody> list(
            @QueryParam("workspace") String workspaceId,
            @QueryParam("metrics") String names,
            @QueryParam("from") String from,
            @QueryParam("to") String to) {
        callers.requireOneOf(caller, ServiceName.TELEMETRY);
        invalidRequestContentIf(workspaceId == null || names == null, "Give workspace, metrics, from and to.");
        return metrics.of(
                workspaces.require(ArmResourceId.parse(workspaceId)).workspaceId(),
                Set.of(names.split(",")),
                time(from),
                time(to));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(requireNonNullElse(text, ""));
        } catch (DateTimeException e) {
            throw invalidRequestContent("'%s' is no time.", text);
        }
    }
}
