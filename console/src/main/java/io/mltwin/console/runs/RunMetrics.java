package io.mltwin.console.runs;

import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads the metrics of a run ({@code /metric/v2.0}), all their values. */
@ApplicationScoped
class RunMetrics {

    private final AzureClient azure;
    private final AzureHosts hosts;

    RunMetrics(AzureClient azure, AzureHosts hosts) {
        this.azure = azure;
        this.hosts = hosts;
    }

    /** Returns the metrics of a run by name, each with all its values in the order of logging. */
    List<MetricTable> all(MlWorkspace workspace, String runId) {
        List<MetricTable> metrics = new ArrayList<>();
        String token = null;
        do {
            MetricBody.Definitions page =
                    ask(
                            workspace,
                            runId,
                            "/list",
                            new MetricBody.Request(null, token),
                            MetricBody.Definitions.class);
            for (MetricBody.Definition definition : page.value()) {
                String name = definition.metricKey().name();
                metrics.add(MetricTable.of(name, values(workspace, runId, name)));
            }
            token = page.continuationToken();
        } while (token != null);
        return metrics;
    }

    private List<MetricBody.Value> values(MlWorkspace workspace, String runId, String name) {
        List<MetricBody.Value> values = new ArrayList<>();
        String token = null;
        do {
            MetricBody page =
                    ask(
                            workspace,
                            runId,
                            "/full",
                            new MetricBody.Request(name, token),
                            MetricBody.class);
            values.addAll(page.value());
            token = page.continuationToken();
        } while (token != null);
        return values;
    }

    private <T> T ask(
            MlWorkspace workspace,
            String runId,
            String what,
            MetricBody.Request request,
            Class<T> type) {
        return azure.send(
                        new AzureCall(
                                        hosts.machineLearning(workspace.region()),
                                        "POST",
                                        workspace.path(
                                                "metric/v2.0",
                                                "/runs/"
                                                        + UriEncoding.encodePathSegment(runId)
                                                        + what))
                                .withJson(request))
                .orFault()
                .as(type);
    }
}
