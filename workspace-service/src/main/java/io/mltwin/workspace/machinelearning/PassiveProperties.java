package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;

/** Properties of Azure's model that are stored and returned and have no effect here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PassiveProperties(
        String imageBuildCompute,
        Boolean allowPublicAccessWhenBehindVnet,
        JsonNode serviceManagedResourcesSettings) {

    static final PassiveProperties NONE = new PassiveProperties(null, null, null);

    /** With what a request gives, keeping the rest. */
    PassiveProperties with(WorkspaceBody.Properties given) {
        return new PassiveProperties(
                given.imageBuildCompute() == null ? imageBuildCompute : given.imageBuildCompute(),
                given.allowPublicAccessWhenBehindVnet() == null
                        ? allowPublicAccessWhenBehindVnet
                        : given.allowPublicAccessWhenBehindVnet(),
                given.serviceManagedResourcesSettings() == null
                        ? serviceManagedResourcesSettings
                        : given.serviceManagedResourcesSettings());
    }
}
