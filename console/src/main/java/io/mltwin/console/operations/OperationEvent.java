package io.mltwin.console.operations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** An event of the activity log (API 2015-04-01), as far as a page shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationEvent(
        String eventTimestamp,
        String caller,
        String resourceId,
        Value operationName,
        Value status,
        Map<String, String> properties) {

    /** A name of Azure's. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Value(String value) {}

    /** Returns why it failed; empty when the log says nothing. */
    public String message() {
        return properties == null ? "" : properties.getOrDefault("statusMessage", "");
    }

    public String resourceName() {
        return resourceId == null ? "" : resourceId.substring(resourceId.lastIndexOf('/') + 1);
    }

    public boolean isFailed() {
        return status != null && "Failed".equals(status.value());
    }
}
