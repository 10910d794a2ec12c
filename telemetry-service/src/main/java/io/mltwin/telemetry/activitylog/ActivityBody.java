package io.mltwin.telemetry.activitylog;

import java.util.List;
import java.util.Map;

/** An event of Azure's activity log on the wire (API 2015-04-01). */
record ActivityBody(
        Authorization authorization,
        String caller,
        String channels,
        Map<String, String> claims,
        String correlationId,
        String description,
        String eventDataId,
        Localizable eventName,
        Localizable category,
        HttpRequest httpRequest,
        String id,
        String level,
        String resourceGroupName,
        Localizable resourceProviderName,
        String resourceId,
        Localizable resourceType,
        String operationId,
        Localizable operationName,
        Map<String, String> properties,
        Localizable status,
        Localizable subStatus,
        String eventTimestamp,
        String submissionTimestamp,
        String subscriptionId,
        String tenantId) {

    /** The action that was allowed, and where. */
    record Authorization(String action, String scope) {}

    /** The call that is logged. */
    record HttpRequest(String clientRequestId, String method, String uri) {}

    /** A value and what a portal shows for it. */
    record Localizable(String value, String localizedValue) {

        static Localizable of(String value) {
            return value == null ? null : new Localizable(value, value);
        }
    }

    /** One page; {@code nextLink} is absolute, null on the last. */
    record Page(List<ActivityBody> value, String nextLink) {}
}
