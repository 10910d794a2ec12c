package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What there is to know of Azure ML's token service: nobody signs in there. */
record IssuerBody(
        @JsonProperty("issuer") String issuer,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("id_token_signing_alg_values_supported") List<String> algorithms) {}
