package io.mltwin.telemetry.activitylog;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.ActivityEvent;
import io.mltwin.telemetry.activitylog.ActivityBody.Authorization;
import io.mltwin.telemetry.activitylog.ActivityBody.HttpRequest;
import io.mltwin.telemetry.activitylog.ActivityBody.Localizable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps between ARM's event, its row and its wire form. */
final class ActivityMapper {

    // 0001-01-01, from which .NET counts ticks of 100 ns
    private static final long TICKS_ORIGIN_SECONDS = 62_135_596_800L;

    private ActivityMapper() {}

    static ActivityEventEntity entity(ActivityEvent event, String json) {
        ActivityEventEntity entity = new ActivityEventEntity();
        entity.eventId = event.eventId();
        entity.scopeKey = ActivityScope.keyOf(event);
        entity.occurredAt = event.timestamp();
        entity.resourceGroupKey = lower(event.resourceGroup());
        entity.resourceProviderKey = lower(event.resourceProvider());
        entity.resourceKey = lower(event.resourceId());
        entity.correlationId = lower(event.correlationId());
        entity.callerKey = lower(event.caller());
        entity.statusKey = lower(event.status());
        entity.levelKey = lower(event.level());
        entity.event = json;
        return entity;
    }

    static ActivityBody body(ActivityEvent event) {
        return new ActivityBody(
                new Authorization(event.operationName(), event.scope()),
                event.caller(),
                "Operation",
                claims(event),
                event.correlationId(),
                "",
                event.eventId(),
                Localizable.of(event.eventName()),
                Localizable.of(requireNonNullElse(event.category(), "Administrative")),
                new HttpRequest(event.correlationId(), event.httpMethod(), event.resourceId()),
                event.resourceId() + "/events/" + event.eventId() + "/ticks/" + ticks(event.timestamp()),
                event.level(),
                event.resourceGroup(),
                Localizable.of(event.resourceProvider()),
                event.resourceId(),
                Localizable.of(event.resourceType()),
                event.operationId(),
                Localizable.of(event.operationName()),
                properties(event),
                Localizable.of(event.status()),
                Localizable.of(orEmpty(event.subStatus())),
                event.timestamp().toString(),
                event.timestamp().toString(),
                event.subscriptionId(),
                event.tenantId());
    }

    private static Map<String, String> claims(ActivityEvent event) {
        Map<String, String> claims = new LinkedHashMap<>();
        put(claims, "http://schemas.microsoft.com/identity/claims/objectidentifier", event.callerObjectId());
        put(claims, "http://schemas.microsoft.com/identity/claims/tenantid", event.tenantId());
        return claims;
    }

    private static Map<String, String> properties(ActivityEvent event) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "statusCode", event.subStatus());
        put(properties, "entity", event.resourceId());
        if (event.properties() != null) {
            properties.putAll(event.properties());
        }
        return properties;
    }

    private static void put(Map<String, String> map, String name, String value) {
        if (!isEmpty(value)) {
            map.put(name, value);
        }
    }

    private static long ticks(Instant time) {
        return (time.getEpochSecond() + TICKS_ORIGIN_SECONDS) * 10_000_000L + time.getNano() / 100;
    }

    private static String lower(String text) {
        return text == null ? null : AsciiCase.lower(text);
    }
}
