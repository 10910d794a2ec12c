package io.mltwin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * One occurrence that a metric of a workspace counts; names and codes only, nobody and no content.
 *
 * @param eventId unique; consumers ignore a second one
 * @param metric named as in Azure Monitor's table of supported metrics
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricEvent(
        String eventId,
        long epoch,
        Instant timestamp,
        String workspaceId,
        String metric,
        Map<String, String> dimensions) {}
