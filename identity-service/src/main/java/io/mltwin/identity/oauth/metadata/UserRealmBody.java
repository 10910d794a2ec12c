package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The way in which users of a domain sign in; MSAL reads it before it sends a password. */
record UserRealmBody(
        @JsonProperty("ver") String version,
        @JsonProperty("account_type") String accountType,
        @JsonProperty("domain_name") String domainName,
        @JsonProperty("cloud_instance_name") String cloudInstanceName,
        @JsonProperty("cloud_audience_urn") String cloudAudienceUrn) {}
