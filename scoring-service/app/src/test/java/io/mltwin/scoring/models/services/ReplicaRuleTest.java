package io.mltwin.scoring.models.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.armweb.Json;
import io.mltwin.scoring.models.services.ReplicaRule.Scaling;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many replicas a service starts with, and how many the load asks for. */
class ReplicaRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 1 | 0 | 0",
                "{'numReplicas':3} | 3 | 0 | 0",
                "{'autoScaler':{'autoscaleEnabled':false,'minReplicas':2}} | 1 | 0 | 0",
                "{'autoScaler':{'autoscaleEnabled':true}} | 1 | 10 | 70",
                "{'autoScaler':{'autoscaleEnabled':true,'minReplicas':2,'maxReplicas':4,'targetUtilization':50}} | 2 | 4 | 50",
                "{'autoScaler':{'autoscaleEnabled':true,'minReplicas':2,'maxReplicas':2}} | 2 | 0 | 0"
            })
    void startsWith(String request, int count, int most, int target) throws JsonProcessingException {
        ReplicaRule rule = ReplicaRule.of(Json.read(request.replace('\'', '"'), ServiceRequestBody.class));

        assertThat(rule.count()).isEqualTo(count);
        assertThat(rule.scaling())
                .isEqualTo(most == 0 ? null : new Scaling(count, most, target, Duration.ofSeconds(1)));
    }

    @ParameterizedTest(name = "{0} requests, {1} at once, to {2} percent: {3}")
    @CsvSource({
        "0, 1, 70, 1",
        "1, 1, 100, 1",
        "1, 1, 70, 2",
        "2, 1, 70, 3",
        "7, 10, 70, 1",
        "8, 10, 70, 2",
        "100, 1, 70, 5"
    })
    void followsTheLoad(int pending, int perReplica, int target, int desired) {
        assertThat(new Scaling(1, 5, target, Duration.ofSeconds(1)).desired(pending, perReplica))
                .isEqualTo(desired);
    }
}
