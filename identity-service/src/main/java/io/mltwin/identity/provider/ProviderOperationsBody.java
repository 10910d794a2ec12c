package io.mltwin.identity.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A provider's operations as API version 2022-04-01 shows them.
 *
 * @param resourceTypes empty unless they are asked for
 * @param operations those of the provider itself
 */
record ProviderOperationsBody(
        String id,
        String type,
        String name,
        String displayName,
        List<ResourceType> resourceTypes,
        List<Operation> operations) {

    record ResourceType(String name, String displayName, List<Operation> operations) {}

    record Operation(
            String name,
            String displayName,
            String description,
            String origin,
            @JsonProperty("isDataAction") boolean dataAction) {}
}
