package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** OpenID Connect metadata, with the fields that Azure's clients read. */
record OpenIdBody(
        @JsonProperty("token_endpoint") String tokenEndpoint,

        @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> tokenEndpointAuthMethods,

        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("response_modes_supported") List<String> responseModes,
        @JsonProperty("subject_types_supported") List<String> subjectTypes,

        @JsonProperty("id_token_signing_alg_values_supported")
        List<String> idTokenAlgorithms,

        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("scopes_supported") List<String> scopes,
        @JsonProperty("issuer") String issuer,
        @JsonProperty("request_uri_parameter_supported") boolean requestUriParameter,
        @JsonProperty("userinfo_endpoint") String userInfoEndpoint,
        @JsonProperty("authorization_endpoint") String authorizationEndpoint,
        @JsonProperty("device_authorization_endpoint") String deviceAuthorizationEndpoint,
        @JsonProperty("end_session_endpoint") String endSessionEndpoint,
        @JsonProperty("claims_supported") List<String> claims,
        @JsonProperty("tenant_region_scope") String tenantRegionScope,
        @JsonProperty("cloud_instance_name") String cloudInstanceName,
        @JsonProperty("cloud_graph_host_name") String cloudGraphHostName,
        @JsonProperty("msgraph_host") String graphHost,
        @JsonProperty("rbac_url") String rbacUrl) {}
