package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code ComputeResource} as a client PUTs it (2020-08-01 to 2022-10-01). */
record ComputeBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    /** The properties that all types of compute have in common; the inner properties depend on the type. */
    record Properties(
            String computeType,
            String computeLocation,
            String description,
            String resourceId,
            Boolean disableLocalAuth,
            JsonNode properties) {}
}
