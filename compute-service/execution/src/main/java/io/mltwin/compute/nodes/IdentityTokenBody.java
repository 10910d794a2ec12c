package io.mltwin.compute.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A token of a managed identity, in the form of Azure's identity endpoints.
 *
 * @param expiresOn epoch seconds
 */
public record IdentityTokenBody(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("client_id") String clientId,
        @JsonProperty("expires_on") String expiresOn,
        String resource,
        @JsonProperty("token_type") String tokenType) {
    @Override
    public String toString() {
        return "token for " + resource;
    }
}
