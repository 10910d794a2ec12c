package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code JobBase} as a client PUTs it: what jobs of all types have in common. */
record JobBody(Properties properties) {

    /** {@code JobBaseProperties}. */
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
