package io.mltwin.scoring.models.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests a web service lets in, and how long they wait; times in milliseconds, -1 for none. */
class RequestLimitsTest {

    private static final int ALL = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ACI | {}                                                                            | 2147483647 | 1 | 500 | 60000 | 60000
                    AKS | {}                                                                            | 2147483647 | 1 | 500 | -1    | 60000
                    AKS | {'maxQueueWaitMs':300}                                                        | 2147483647 | 1 | 300 | 300   | 60000
                    AKS | {'maxConcurrentRequestsPerContainer':4}                                       | 4          | 1 | 500 | 60000 | 60000
                    ACI | {'maxConcurrentRequestsPerContainer':4,'maxQueueWaitMs':300}                  | 4          | 1 | 300 | 60000 | 60000
                    AKS | {'scoringTimeoutMs':2000,'maxConcurrentRequestsPerContainer':1}               | 1          | 1 | 500 | 2000  | 2000
                    AKS | {'numReplicas':2,'scoringTimeoutMs':2000}                                     | 1          | 3 | 500 | -1    | 2000
                    AKS | {'numReplicas':2,'maxConcurrentRequestsPerContainer':5,'maxQueueWaitMs':1000} | 5          | 3 | 1000 | 60000 | 60000
                    """)
    void areThoseOfTheRequest(
            ComputeType type,
            String request,
            int perReplica,
            int attempts,
            long queueWait,
            long containerWait,
            long timeout)
            throws JsonProcessingException {
        RequestLimits limits = RequestLimits.of(
                new ObjectMapper().readValue(request.replace('\'', '"'), ServiceRequestBody.class),
                type,
                Duration.ofMinutes(1));

        assertThat(limits)
                .isEqualTo(new RequestLimits(
                        perReplica,
                        ALL,
                        attempts,
                        Duration.ofMillis(queueWait),
                        containerWait < 0 ? null : Duration.ofMillis(containerWait),
                        Duration.ofMillis(timeout),
                        Duration.ofMinutes(5)));
    }
}
