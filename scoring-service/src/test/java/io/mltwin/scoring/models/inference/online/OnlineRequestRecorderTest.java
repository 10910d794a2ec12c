package io.mltwin.scoring.models.inference.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.events.ScoringRequest;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.endpoints.AuthMode;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is recorded of a request to an online endpoint. */
class OnlineRequestRecorderTest {

    private static final String KEY = "0123456789abcdef";
    private static final ServedEndpoint ENDPOINT = new ServedEndpoint(
            "ep.eastus",
            "/w/onlineEndpoints/ep",
            "/w",
            "ep",
            AuthMode.KEY,
            KEY,
            "another-key-of-it",
            "/components/ai1",
            true,
            true,
            "Managed",
            Map.of(),
            Map.of());
    private static final OnlineRequest REQUEST = new OnlineRequest(
            "ep.eastus",
            "POST",
            "https://ep.eastus.inference.base/score?key=" + KEY,
            "key=" + KEY,
            "Bearer " + KEY,
            "client eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x",
            "127.0.0.1",
            "id1",
            null,
            null,
            List::of,
            () -> new byte[0]);

    private static ScoringRequest recorded(ServedDeployment deployment, int status) {
        return OnlineRequestRecorder.event(
                "event1",
                ENDPOINT,
                OnlineRequestRecorder.target(ENDPOINT, deployment),
                REQUEST,
                1,
                Instant.EPOCH,
                status,
                12.5);
    }

    private static ServedDeployment deployment(String computeType, boolean isRecorded) {
        return new ServedDeployment(
                "/w/onlineendpoints/ep/deployments/blue",
                "ep",
                "blue",
                computeType,
                isRecorded,
                null,
                1,
                Map.of(),
                1,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null);
    }

    @Test
    void theSevenFieldsAreRecordedAndNoCredential() {
        ScoringRequest record = recorded(deployment("Kubernetes", true), 200);

        assertThat(record.httpMethod()).isEqualTo("POST");
        assertThat(record.serviceName()).isEqualTo("ep");
        assertThat(record.userAgent()).isEqualTo("client ***");
        assertThat(record.computeType()).isEqualTo("Kubernetes");
        assertThat(record.requestUrl()).isEqualTo("https://ep.eastus.inference.base/score?key=***");
        assertThat(record.statusCode()).isEqualTo(200);
        assertThat(record.requestId()).isEqualTo("id1");
        assertThat(record.durationMillis()).isEqualTo(12.5);
        assertThat(record.componentId()).isEqualTo("/components/ai1");
        assertThat(record.highBusinessImpact()).isTrue();
    }

    @Test
    void withoutApplicationInsightsNoComponentHasThem() {
        assertThat(recorded(deployment("Managed", false), 200).componentId()).isNull();
    }
}
