package io.mltwin.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The records on the topics: readable by an older and by a newer consumer, and free of payload and
 * credentials.
 */
class EventsTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    static Stream<Record> events() {
        return Stream.of(
                new ScoringRequest(
                        "e1",
                        3,
                        TIME,
                        "ws",
                        "component",
                        true,
                        "svc",
                        "POST",
                        "curl/8",
                        "ACI",
                        "https://svc/score",
                        200,
                        "r1",
                        12.5,
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        1),
                new ActivityEvent(
                        "e2",
                        3,
                        TIME,
                        "s",
                        "rg1",
                        "Microsoft.KeyVault",
                        "id",
                        "type",
                        "op",
                        "EndRequest",
                        "Succeeded",
                        "OK",
                        "Informational",
                        "olivia@t1",
                        "oid",
                        "tid",
                        "scope",
                        "PUT",
                        "c1",
                        "o1",
                        "Policy",
                        java.util.Map.of("policies", "[]")),
                new VaultAuditEvent(
                        "e3",
                        3,
                        TIME,
                        "/subscriptions/s/vault",
                        "SecretGet",
                        "7.4",
                        "Success",
                        "OK",
                        200,
                        12,
                        "127.0.0.1",
                        "c1",
                        java.util.Map.of("oid", "o"),
                        "azsdk",
                        "https://kv1.vault/secrets/s"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void surviveTheJourney(Record event) throws JsonProcessingException {
        assertThat(JSON.readValue(JSON.writeValueAsString(event), event.getClass()))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void areReadWithFieldsOfANewerPublisher(Record event) throws JsonProcessingException {
        // Given
        ObjectNode newer = JSON.valueToTree(event);
        newer.put("fieldOfNextYear", "x");
        // When, Then
        assertThat(JSON.treeToValue(newer, event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void haveAnIdAnEpochAndAReadableTime(Record event) {
        JsonNode json = JSON.valueToTree(event);
        assertThat(json.path("eventId").asText()).isNotEmpty();
        assertThat(json.path("epoch").asLong()).isEqualTo(3);
        assertThat(json.path("timestamp").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void scoringCarriesTheSevenFieldsAndNothingOfThePayload() {
        List<String> fields = Arrays.stream(ScoringRequest.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(fields)
                .contains(
                        "httpMethod",
                        "userAgent",
                        "computeType",
                        "requestUrl",
                        "statusCode",
                        "requestId",
                        "durationMillis");
        assertThat(fields)
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT)
                        .matches(".*(body|payload|key|token|input|output|authorization).*"));
    }

    @Test
    void topicsAreDifferentAndDeadLettersFollowThem() {
        assertThat(Set.of(Topics.SCORING_REQUESTS, Topics.ACTIVITY_LOG, Topics.METRICS, Topics.DIAGNOSTICS))
                .hasSize(4);
        assertThat(Topics.SCORING_REQUESTS + Topics.DEAD_LETTER_SUFFIX).isEqualTo("scoring-requests.dead-letter");
    }
}
