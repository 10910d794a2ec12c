package io.mltwin.compute.metrics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Metrics v2 ({@code /metric/v2.0}).
 *
 * <p>Deviation: {@code sample} and the delete operations answer 501.
 */
@Path("/metric/" + WorkspacePath.TEMPLATE)
public class MetricV2Resource {

    private final WorkspaceAuthorizer access;
    private final MetricService metrics;

    MetricV2Resource(WorkspaceAuthorizer access, MetricService metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @POST
    @Path("runs/{run}/batch")
    public MetricV2Body.BatchResult add(@BeanParam WorkspacePath path, @RestPath String run, MetricV2Body.Batch batch) {
        RunHistory history = access.open(path, Operation.WRITE_METRICS, run).history();
        invalidRequestContentIf(batch == null || batch.values() == null, "Give {\"values\": [metrics]}.");
        metrics.addV2(history, run, batch);
        return new MetricV2Body.BatchResult(List.of());
    }

    @POST
    @Path("runs/{run}/list")
    public PageBody<MetricV2Body.Definition> list(
            @BeanParam WorkspacePath path, @RestPath String run, MetricV2Body.Request request) {
        RunHistory history = access.open(path, Operation.READ_METRICS, run).history();
        return metrics.definitions(history, run, request == null ? null : request.continuationToken());
    }

    @POST
    @Path("runs/{run}/full")
    public MetricV2Body full(@BeanParam WorkspacePath path, @RestPath String run, MetricV2Body.Request request) {
        RunHistory history = access.open(path, Operation.READ_METRICS, run).history();
        invalidRequestContentIf(request == null || request.wanted() == null, "Give {\"metricName\": name}.");
        notBuiltIf(!isEmpty(request.metricNamespace()), "The filter metricNamespace");
        return metrics.values(history, run, request);
    }
}
