package io.mltwin.workspace.subscriptions;

import io.mltwin.armweb.ArmResourceId;

/** A subscription. */
public record Subscription(String subscriptionId, String tenantId, String displayName) {

    public ArmResourceId id() {
        return ArmResourceId.subscription(subscriptionId);
    }
}
