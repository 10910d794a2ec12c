package io.mltwin.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {

    @Test
    void everyTopicHasItsDeadLetters() {
        assertThat(TopicCreator.topics().stream().map(NewTopic::name))
                .containsExactlyInAnyOrder(
                        "scoring-requests",
                        "scoring-requests.dead-letter",
                        "activity-log",
                        "activity-log.dead-letter",
                        "metrics",
                        "metrics.dead-letter",
                        "diagnostics",
                        "diagnostics.dead-letter");
    }
}
