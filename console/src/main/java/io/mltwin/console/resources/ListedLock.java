package io.mltwin.console.resources;

import io.mltwin.armweb.ArmResourceId;

/** A lock (Microsoft.Authorization/locks, API 2020-05-01). */
public record ListedLock(String id, String name, Properties properties) {

    public record Properties(String level, String notes) {}

    /** Returns the id of what it locks. */
    public String scope() {
        return ArmResourceId.parse(id).providerScope().toString();
    }
}
