package io.mltwin.telemetry.loganalytics;

import java.time.Instant;
import java.util.UUID;

/** {@code Microsoft.OperationalInsights/workspaces} on the wire (API 2020-08-01 and later), without what each tracked resource has. */
record LogWorkspaceBody(Properties properties) {

    static final String TYPE = "Microsoft.OperationalInsights/workspaces";

    record Properties(
            String provisioningState,
            UUID customerId,
            Sku sku,
            Integer retentionInDays,
            String publicNetworkAccessForIngestion,
            String publicNetworkAccessForQuery,
            Instant createdDate,
            Instant modifiedDate) {}

    record Sku(String name) {}

    /** The answer of {@code sharedKeys}. */
    record Keys(String primarySharedKey, String secondarySharedKey) {
        @Override
        public String toString() {
            return "shared keys";
        }
    }

    String skuOrDefault() {
        return properties == null
                        || properties.sku() == null
                        || properties.sku().name() == null
                ? "PerGB2018"
                : properties.sku().name();
    }

    int retentionOrDefault() {
        return properties == null || properties.retentionInDays() == null ? 30 : properties.retentionInDays();
    }
}
