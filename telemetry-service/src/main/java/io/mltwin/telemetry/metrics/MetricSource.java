package io.mltwin.telemetry.metrics;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is counted: of runs, clusters and nodes from compute-service, of models and
 * deployments as it was told.
 */
@Singleton
record MetricSource(ServiceHttp http, Tokens tokens, MetricPoints points) {

    List<MetricPoint> of(ArmResourceId workspace, MetricQuery query) {
        List<MetricPoint> all = new ArrayList<>(points.of(workspace));
        List<String> names = query.metrics().stream()
                .filter(MetricCatalogue.Metric::isOfCompute)
                .map(MetricCatalogue.Metric::name)
                .toList();
        if (!names.isEmpty()) {
            all.addAll(ofCompute(workspace, query, names));
        }
        return all;
    }

    private List<MetricPoint> ofCompute(ArmResourceId workspace, MetricQuery query, List<String> names) {
        return List.of(http.request(
                        ServiceName.COMPUTE,
                        "GET",
                        "/_internal/metrics?workspace="
                                + UriEncoding.encodeQueryValue(workspace.toString())
                                + "&metrics="
                                + UriEncoding.encodeQueryValue(String.join(",", names))
                                + "&from="
                                + UriEncoding.encodeQueryValue(query.from().toString())
                                + "&to="
                                + UriEncoding.encodeQueryValue(query.to().toString()))
                .bearer(tokens.forService(ServiceName.COMPUTE))
                .send()
                .orFault()
                .as(MetricPoint[].class));
    }
}
