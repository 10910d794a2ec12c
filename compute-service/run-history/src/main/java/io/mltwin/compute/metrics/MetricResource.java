package io.mltwin.compute.metrics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import org.jboss.resteasy.reactive.RestPath;

/** Metrics of run history v1 (2020-09-23). */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class MetricResource {

    private final WorkspaceAuthorizer access;
    private final MetricService metrics;

    MetricResource(WorkspaceAuthorizer access, MetricService metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @POST
    @Path("experiments/{experiment}/runs/{run}/metrics")
    public Response add(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, MetricBody metric) {
        RunHistory history = access.open(path, Operation.WRITE_METRICS, run).history();
        metrics.add(history, experiment, run, Collections.singletonList(metric));
        return Response.ok().build();
    }

    @POST
    @Path("experiments/{experiment}/runs/{run}/batch/metrics")
    public Response addBatch(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, MetricBody.Batch batch) {
        RunHistory history = access.open(path, Operation.WRITE_METRICS, run).history();
        invalidRequestContentIf(batch == null || batch.values() == null, "Give {\"values\": [metrics]}.");
        metrics.add(history, experiment, run, batch.values());
        return Response.ok().build();
    }

    @GET
    @Path("experiments/{experiment}/metrics/{metric}")
    public MetricBody get(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String metric) {
        return metrics.get(access.open(path, Operation.QUERY_METRICS).history(), experiment, metric);
    }

    @POST
    @Path("experiments/{experiment}/metrics:query")
    public PageBody<MetricBody> query(@BeanParam WorkspacePath path, @RestPath String experiment, QueryBody query) {
        RunHistory history = access.open(path, Operation.QUERY_METRICS).history();
        return metrics.query(history, experiment, requireNonNullElse(query, QueryBody.ALL));
    }
}
