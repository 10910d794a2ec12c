package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Events of the activity log, as the reader of the subscription sees them. */
final class LoggedEvents {
    private final TestPlatform platform;

    LoggedEvents(TestPlatform platform) {
        this.platform = platform;
    }

    /** What a filter selects now. */
    List<JsonNode> select(String filter, String rest) throws Exception {
        String address =
                platform.azure()
                                .arm(
                                        platform.subscription()
                                                + "/providers/Microsoft.Insights/eventtypes/management/values")
                                .replace("2022-10-01", "2015-04-01")
                        + "&$filter="
                        + UriEncoding.encodeQueryValue(filter)
                        + rest;
        List<JsonNode> events = new ArrayList<>();
        platform.flowClient()
                .get(address, platform.azure().armToken("reader"))
                .expect(200)
                .json()
                .path("value")
                .forEach(events::add);
        return events;
    }

    List<JsonNode> of(String correlationId) throws Exception {
        return select("correlationId eq '" + correlationId + "'", "");
    }

    /** The events of a call once there is one of this kind among them. */
    List<JsonNode> await(String correlationId, Predicate<JsonNode> wanted) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> of(correlationId), events -> events.stream().anyMatch(wanted));
    }

    static String text(JsonNode event, String field) {
        JsonNode node = event.path(field);
        return node.isObject() ? node.path("value").asText() : node.asText();
    }
}
