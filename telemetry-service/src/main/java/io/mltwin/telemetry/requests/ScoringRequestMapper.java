package io.mltwin.telemetry.requests;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.events.ScoringRequest;
import io.mltwin.telemetry.diagnostics.DiagnosticBody;
import io.mltwin.telemetry.tables.RequestItem;
import io.mltwin.telemetry.tables.TelemetryItem.Context;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A scoring request as a row of the table {@code requests}: the seven fields and where Azure shows
 * them.
 */
final class ScoringRequestMapper {

    private static final int FIRST_ERROR = 400;

    private ScoringRequestMapper() {}

    static RequestItem item(ScoringRequest request) {
        Map<String, String> dimensions = new HashMap<>();
        put(dimensions, "HTTPMethod", request.httpMethod());
        put(dimensions, "UserAgent", request.userAgent());
        put(dimensions, "ComputeType", request.computeType());
        put(dimensions, "RequestUrl", request.requestUrl());
        put(dimensions, "StatusCode", Integer.toString(request.statusCode()));
        put(dimensions, "RequestId", request.requestId());
        put(dimensions, "Duration", Double.toString(request.durationMillis()));
        put(dimensions, "Service Name", request.serviceName());
        put(dimensions, "Workspace Name", workspaceName(request.workspaceId()));
        return new RequestItem(
                request.requestId(),
                null,
                request.httpMethod() + " " + path(request.requestUrl()),
                request.requestUrl(),
                request.statusCode() < FIRST_ERROR,
                Integer.toString(request.statusCode()),
                request.durationMillis(),
                Map.of(),
                new Context(
                        dimensions,
                        request.requestId(),
                        null,
                        request.serviceName(),
                        null,
                        Math.max(1, request.itemCount())));
    }

    /** No address, no user agent, nothing of the caller: names, ids, outcome. */
    static DiagnosticBody diagnostic(ScoringRequest request) {
        return new DiagnosticBody(
                request.eventId(),
                request.timestamp(),
                "ScoringRequest",
                request.workspaceId(),
                request.serviceName(),
                request.computeType(),
                request.requestId(),
                request.statusCode(),
                request.durationMillis(),
                null);
    }

    private static void put(Map<String, String> dimensions, String name, String value) {
        if (value != null) {
            dimensions.put(name, value);
        }
    }

    private static String workspaceName(String workspaceId) {
        return workspaceId.startsWith("/subscriptions/")
                ? ArmResourceId.parse(workspaceId).name()
                : workspaceId;
    }

    private static String path(String url) {
        try {
            String path = url == null ? null : URI.create(url).getPath();
            return isEmpty(path) ? "/" : path;
        } catch (IllegalArgumentException noUrl) {
            return url;
        }
    }
}
