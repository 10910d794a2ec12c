package io.mltwin.telemetry.security;

import java.time.Instant;

/** Microsoft.Security/pricings on the wire (API 2022-03-01). */
record PricingBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Security/pricings";

    record Properties(String pricingTier, String subPlan, String freeTrialRemainingTime, Instant enablementTime) {}
}
