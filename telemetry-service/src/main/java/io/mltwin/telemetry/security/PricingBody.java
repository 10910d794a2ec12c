package io.mltwin.telemetry.security;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** Microsoft.Security/pricings on the wire (API 2022-03-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
record PricingBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Security/pricings";

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(String pricingTier, String subPlan, String freeTrialRemainingTime, Instant enablementTime) {}
}
