package io.mltwin.telemetry.metrics;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the keeper of run history what there is to count. */
@Singleton
class MetricSource {

    private final ServiceHttp http;
    private final Tokens tokens;

    MetricSource(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    List<MetricPoint> of(ArmResourceId workspace) {
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
