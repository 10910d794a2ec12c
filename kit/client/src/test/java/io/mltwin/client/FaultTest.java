package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        KEY_VAULT        |                         | * *.vault.ml.localhost/*
        KEY_VAULT        | GET /secrets/*          | GET *.vault.ml.localhost/secrets/*
        BLOBS            | PUT /c/*                | PUT *.blob.core.ml.localhost/c/*
        RESOURCE_MANAGER | * /subscriptions/*      | * management.ml.localhost/subscriptions/*
        TRAINING         | GET /history/*          | GET *.api.ml.localhost/history/*
        MODELS           | POST *.inference.*/score | POST *.inference.*/score
        LOGIN            | no operation            | no operation
        """)
    void theHostChoosesOneOfTheServicesOfAPort(AzureService service, String operation, String told) {
        Fault fault = operation == null ? Fault.in(service) : Fault.in(service).operation(operation);

        assertThat(fault.rule("ml.localhost", "t")).containsEntry("operation", told);
    }

    @Test
    void aRuleHasWhatIsSaidAndNothingElse() {
        Fault fault = Fault.in(AzureService.GRAPH)
                .status(503)
                .code("Busy")
                .latency(Duration.ofSeconds(2))
                .retryAfter(Duration.ofMinutes(1))
                .rate(0.5, 7)
                .times(3);

        assertThat(JsonValue.write(fault.rule("ml.localhost", null)))
                .isEqualTo("{\"status\":503,\"code\":\"Busy\",\"latencyMillis\":2000,\"retryAfterSeconds\":60,"
                        + "\"rate\":0.5,\"seed\":7,\"times\":3,\"operation\":\"* graph.ml.localhost/*\"}");
        assertThat(JsonValue.write(Fault.in(AzureService.GRAPH).reset().rule("ml.localhost", "t")))
                .isEqualTo("{\"reset\":true,\"operation\":\"* graph.ml.localhost/*\",\"tenant\":\"t\"}");
    }
}
