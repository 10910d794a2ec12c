package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** {@code BaseEvent}: something that happened in a run. */
public record RunEventBody(Instant timestamp, String name, JsonNode data) {

    /** {@code BatchEventCommand}. */
    public record Batch(List<RunEventBody> events) {}

    /** {@code BatchEventCommandResult}; a batch is stored as a whole. */
    public record BatchResult(List<String> errors) {}
}
