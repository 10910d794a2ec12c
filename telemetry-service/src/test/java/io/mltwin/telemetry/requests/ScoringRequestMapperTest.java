package io.mltwin.telemetry.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.events.ScoringRequest;
import io.mltwin.telemetry.tables.RequestItem;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AIN-02 to AIN-08: the seven fields and where they land. */
class ScoringRequestMapperTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1";

    @Test
    void theSevenFieldsAreDimensions() {
        RequestItem item = ScoringRequestMapper.item(request(200));

        assertThat(item.context().customDimensions())
                .containsEntry("HTTPMethod", "POST")
                .containsEntry("UserAgent", "curl/8.0")
                .containsEntry("ComputeType", "ACI")
                .containsEntry("RequestUrl", "https://eastus.models/api/v1/service/svc/score?x=1")
                .containsEntry("StatusCode", "200")
                .containsEntry("RequestId", "r1")
                .containsEntry("Duration", "12.5")
                .containsEntry("Service Name", "svc")
                .containsEntry("Workspace Name", "ws1")
                .hasSize(9);
    }

    @Test
    void theSevenFieldsAreColumns() {
        RequestItem item = ScoringRequestMapper.item(request(200));

        assertThat(item.name()).isEqualTo("POST /api/v1/service/svc/score");
        assertThat(item.url()).isEqualTo("https://eastus.models/api/v1/service/svc/score?x=1");
        assertThat(item.resultCode()).isEqualTo("200");
        assertThat(item.id()).isEqualTo("r1");
        assertThat(item.context().operationId()).isEqualTo("r1");
        assertThat(item.duration()).isEqualTo(12.5);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "399, true", "400, false", "401, false", "500, false"})
    void successIsAStatusBelow400(int status, boolean success) {
        assertThat(ScoringRequestMapper.item(request(status)).success()).isEqualTo(success);
    }

    @Test
    void microsoftsCopyHasNeitherAddressNorUserAgent() {
        assertThat(ScoringRequestMapper.diagnostic(request(200)))
                .asString()
                .doesNotContain("curl")
                .doesNotContain("https://");
    }

    private static ScoringRequest request(int status) {
        return new ScoringRequest(
                "e1",
                0,
                Instant.parse("2020-11-07T12:00:00Z"),
                WORKSPACE,
                null,
                false,
                "svc",
                "POST",
                "curl/8.0",
                "ACI",
                "https://eastus.models/api/v1/service/svc/score?x=1",
                status,
                "r1",
                12.5,
                null,
                1);
    }
}
