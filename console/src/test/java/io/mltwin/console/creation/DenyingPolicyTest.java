package io.mltwin.console.creation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.ServiceAnswer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenyingPolicyTest {

    private static List<DenyingPolicy> of(String body) {
        return DenyingPolicy.of(new ServiceAnswer(
                "PUT /x",
                403,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                body.getBytes(StandardCharsets.UTF_8),
                new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));
    }

    @Test
    void eachViolationIsNamedAsPeopleNamedItElseByItsName() {
        String body = """
                {"error":{"code":"RequestDisallowedByPolicy","additionalInfo":[
                  {"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"Keys",
                    "policyDefinitionName":"d1","policyAssignmentName":"a1","policyAssignmentId":"/a1",
                    "evaluationDetails":{}}},
                  {"type":"Other","info":{}}]}}
                """;

        assertThat(of(body)).containsExactly(new DenyingPolicy("Keys", "a1", "/a1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "null", "{}", "{\"error\":{\"code\":\"AuthorizationFailed\"}}"})
    void anotherRefusalNamesNone(String body) {
        assertThat(of(body)).isEmpty();
    }
}
