package io.mltwin.identity.oauth.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answers of the two token endpoints. */
final class TokenBody {

    private TokenBody() {}

    /** Version 1: all numbers are JSON strings. */
    record V1(
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("scope") String scope,
            @JsonProperty("expires_in") String expiresIn,
            @JsonProperty("ext_expires_in") String extendedExpiresIn,
            @JsonProperty("expires_on") String expiresOn,
            @JsonProperty("not_before") String notBefore,
            @JsonProperty("resource") String resource,
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("id_token") String idToken,
            @JsonProperty("client_info") String clientInfo) {

        static V1 of(IssuedToken token) {
            String lifetime = Long.toString(token.expiresOn() - token.notBefore());
            return new V1(
                    "Bearer",
                    token.scope(),
                    lifetime,
                    lifetime,
                    Long.toString(token.expiresOn()),
                    Long.toString(token.notBefore()),
                    token.resource(),
                    token.accessToken(),
                    token.refreshToken(),
                    token.idToken(),
                    token.clientInfo());
        }

        @Override
        public String toString() {
            return "TokenBody.V1[" + resource + "]";
        }
    }

    /** Version 2. */
    record V2(
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("scope") String scope,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("ext_expires_in") long extendedExpiresIn,
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("id_token") String idToken,
            @JsonProperty("client_info") String clientInfo) {

        static V2 of(IssuedToken token) {
            long lifetime = token.expiresOn() - token.notBefore();
            return new V2(
                    "Bearer",
                    token.scope(),
                    lifetime,
                    lifetime,
                    token.accessToken(),
                    token.refreshToken(),
                    token.idToken(),
                    token.clientInfo());
        }

        @Override
        public String toString() {
            return "TokenBody.V2[" + scope + "]";
        }
    }
}
