package io.mltwin.compute.environments;

import java.util.Map;

/** {@code EnvironmentContainer} as a client PUTs it (2022-05-01 to 2024-04-01). */
record EnvironmentContainerBody(Properties properties) {

    /** {@code EnvironmentContainerProperties}. */
    record Properties(
            String description, Map<String, String> tags, Map<String, String> properties, Boolean isArchived) {}
}
