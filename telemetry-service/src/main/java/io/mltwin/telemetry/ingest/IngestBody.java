package io.mltwin.telemetry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Application Insights' ingestion on the wire ({@code /v2/track}, {@code /v2.1/track}). */
public final class IngestBody {

    private IngestBody() {}

    /** One telemetry item as a client's SDK wraps it. */
    record Item(String name, String time, String iKey, Double sampleRate, Map<String, String> tags, Data data) {}

    /** Its kind, {@code RequestData}, and its content. */
    record Data(String baseType, JsonNode baseData) {}

    /** {@code RequestData}; duration as {@code d.hh:mm:ss.fffffff}. */
    record RequestData(
            String id,
            String source,
            String name,
            String url,
            String duration,
            String responseCode,
            Boolean success,
            Map<String, String> properties,
            Map<String, Double> measurements) {}

    /** {@code MessageData}: a trace. */
    record MessageData(String message, JsonNode severityLevel, Map<String, String> properties) {}

    /** The result for a batch of items. */
    public record Answer(int itemsReceived, int itemsAccepted, List<ItemError> errors) {}

    /** Why one item was not accepted. */
    public record ItemError(int index, int statusCode, String message) {}
}
