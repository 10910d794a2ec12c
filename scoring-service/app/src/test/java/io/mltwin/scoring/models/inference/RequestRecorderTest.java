package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.events.ScoringRequest;
import io.mltwin.scoring.models.inference.RequestRecorder.Arrival;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is recorded of a request to a web service or online endpoint. */
class RequestRecorderTest {

    private static final String KEY = "0123456789abcdef";
    private static final EndpointRequest REQUEST = new EndpointRequest(
            "online",
            "ep.eastus",
            "POST",
            "https://ep.eastus.inference.base/score?key=" + KEY,
            "key=" + KEY,
            MultiMap.caseInsensitiveMultiMap()
                    .add("Authorization", "Bearer " + KEY)
                    .add("User-Agent", "client eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x"),
            null,
            "id1",
            null,
            () -> new byte[0]);

    private static ScoringRequest recorded(String componentId) {
        return RequestRecorder.event(
                "event1",
                new Arrival(Instant.EPOCH, 1, 0),
                new RecordedService("/w", componentId, true, "ep", "Kubernetes"),
                REQUEST,
                REQUEST.url(),
                200,
                12.5,
                KEY,
                "another-key-of-it");
    }

    @Test
    void theSevenFieldsAreRecordedAndNoCredential() {
        ScoringRequest record = recorded("/components/ai1");

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
}
