package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Metadata of Azure ML's token service, at which no user signs in. */
record IssuerBody(
        @JsonProperty("issuer") String issuer,
        @JsonProperty("jwks_uri") String jwksUri,

        @JsonProperty("id_token_signing_alg_values_supported")
        List<String> algorithms) {}
