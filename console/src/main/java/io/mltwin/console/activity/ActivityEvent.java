package io.mltwin.console.activity;

import static io.mltwin.encoding.Absence.orEmpty;

import java.util.Map;

/** An event of the activity log as Azure Monitor shows it (API version 2015-04-01). */
public record ActivityEvent(
        String eventDataId,
        String eventTimestamp,
        String caller,
        String level,
        String resourceId,
        String correlationId,
        Text operationName,
        Text status,
        Text subStatus,
        Text category,
        Map<String, String> properties) {

    public record Text(String value) {}

    /** Returns the action, {@code Microsoft.KeyVault/vaults/write}. */
    public String operation() {
        return text(operationName);
    }

    /** Returns {@code Started}, {@code Succeeded}, {@code Failed} or the like. */
    public String outcome() {
        return text(status);
    }

    /** Returns the HTTP status of the call behind it; empty for none. */
    public String detail() {
        return text(subStatus);
    }

    /** Returns why it failed; empty when the log says nothing. */
    public String message() {
        return properties == null ? "" : properties.getOrDefault("statusMessage", "");
    }

    /** Returns the name of the resource, the last part of its id; empty for none. */
    public String resourceName() {
        return resourceId == null ? "" : resourceId.substring(resourceId.lastIndexOf('/') + 1);
    }

    /** Returns whether what was tried did not happen. */
    public boolean isFailed() {
        return outcome().equals("Failed");
    }

    /** Returns whether Azure Policy wrote it. */
    public boolean isOfPolicy() {
        return text(category).equals("Policy");
    }

    private static String text(Text of) {
        return of == null ? "" : orEmpty(of.value());
    }
}
