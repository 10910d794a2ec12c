package io.mltwin.telemetry.metrics;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What there is to count: of runs in run history, of models and deployments as it was told. */
@Singleton
class MetricSource {

    private final ServiceHttp http;
    private final Tokens tokens;
    private final MetricPoints points;

    MetricSource(ServiceHttp http, Tokens tokens, MetricPoints points) {
        this.http = http;
        this.tokens = tokens;
        this.points = points;
    }

    List<MetricPoint> of(ArmResourceId workspace) {
        List<MetricPoint> all = new ArrayList<>(points.of(workspace));
        all.addAll(ofRuns(workspace));
        return all;
    }

    private List<MetricPoint> ofRuns(ArmResourceId workspace) {
        return List.of(
                http.request(
                                ServiceName.COMPUTE,
                                "GET",
                                "/_internal/metrics?workspace="
                                        + URLEncoder.encode(
                                                workspace.toString(), StandardCharsets.UTF_8))
                        .bearer(tokens.forService(ServiceName.COMPUTE))
                        .send()
                        .orFault()
                        .as(MetricPoint[].class));
    }
}
