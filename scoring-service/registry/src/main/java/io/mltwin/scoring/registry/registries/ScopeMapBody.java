package io.mltwin.scoring.registry.registries;

import java.time.Instant;
import java.util.List;

/** Microsoft.ContainerRegistry/registries/scopeMaps on the wire (2020-11-01-preview and later). */
record ScopeMapBody(Properties properties) {

    static final String TYPE = RegistryMapper.TYPE + "/scopeMaps";

    /**
     * @param type UserDefined or SystemDefined
     */
    record Properties(
            String description, String type, Instant creationDate, String provisioningState, List<String> actions) {}
}
