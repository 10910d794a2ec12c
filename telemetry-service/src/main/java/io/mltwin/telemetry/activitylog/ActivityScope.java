package io.mltwin.telemetry.activitylog;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.ActivityEvent;

/**
 * Whose activity log: a subscription's, or the one of a tenant, which has what was done above all
 * subscriptions, such as elevateAccess.
 *
 * @param key of its rows
 * @param scope where its reader needs the permission
 */
record ActivityScope(String key, String scope) {

    static ActivityScope of(ArmResourceId scope, Caller caller) {
        return scope.isRoot()
                ? new ActivityScope(ofTenant(caller.tenantId()), scope.toString())
                : new ActivityScope(AsciiCase.lower(scope.subscriptionId()), scope.toString());
    }

    static String keyOf(ActivityEvent event) {
        return event.subscriptionId() == null ? ofTenant(event.tenantId()) : AsciiCase.lower(event.subscriptionId());
    }

    private static String ofTenant(String tenantId) {
        return "tenant:" + AsciiCase.lower(tenantId);
    }
}
