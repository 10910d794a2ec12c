package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Instance discovery: the authorities of the same cloud. */
record DiscoveryBody(
        @JsonProperty("tenant_discovery_endpoint") String tenantDiscoveryEndpoint,
        @JsonProperty("api-version") String apiVersion,
        @JsonProperty("metadata") List<Instance> metadata) {

    record Instance(
            @JsonProperty("preferred_network") String preferredNetwork,
            @JsonProperty("preferred_cache") String preferredCache,
            @JsonProperty("aliases") List<String> aliases) {}
}
