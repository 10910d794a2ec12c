package io.mltwin.compute.jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code JobBase} as a client PUTs it: what jobs of all types have in common. */
@JsonIgnoreProperties(ignoreUnknown = true)
record JobBody(Properties properties) {

    /** {@code JobBaseProperties}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            String jobType,
            String displayName,
            String description,
            Boolean isArchived,
            Map<String, String> tags,
            JsonNode queueSettings,
            JsonNode notificationSetting,
            JsonNode secretsConfiguration) {}
}
