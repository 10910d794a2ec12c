package io.mltwin.console.runs;

import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the metrics of a run ({@code /metric/v2.0}), all their values. */
@Singleton
record RunMetrics(AzureClient azure, AzureHosts hosts, ConcurrentParts parts) {

    /** Returns the metrics of a run by name, each with all its values in the order of logging. */
    List<MetricTable> all(MlWorkspace workspace, String runId) {
        List<MetricTable> metrics = new ArrayList<>();
        String token = null;
        do {
            MetricBody.Definitions page =
                    ask(workspace, runId, "/list", new MetricBody.Request(null, token), MetricBody.Definitions.class);
            metrics.addAll(parts.readAll(page.value().stream()
                    .map(definition -> definition.metricKey().name())
                    .map(name -> table(workspace, runId, name))
                    .toList()));
            token = page.continuationToken();
        } while (token != null);
        return metrics;
    }

    private Supplier<MetricTable> table(MlWorkspace workspace, String runId, String name) {
        return () -> MetricTable.of(name, values(workspace, runId, name));
    }

    private List<MetricBody.Value> values(MlWorkspace workspace, String runId, String name) {
        List<MetricBody.Value> values = new ArrayList<>();
        String token = null;
        do {
            MetricBody page = ask(workspace, runId, "/full", new MetricBody.Request(name, token), MetricBody.class);
            values.addAll(page.value());
            token = page.continuationToken();
        } while (token != null);
        return values;
    }

    private <T> T ask(MlWorkspace workspace, String runId, String what, MetricBody.Request request, Class<T> type) {
        return azure.send(new AzureCall(
                                hosts.machineLearning(workspace.region()),
                                "POST",
                                workspace.path("metric/v2.0", "/runs/" + UriEncoding.encodePathSegment(runId) + what))
                        .withJson(request))
                .orFault()
                .as(type);
    }
}
