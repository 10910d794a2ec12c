package io.mltwin.workspace.activity;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;

/**
 * A control-plane change under way, as the activity log names it.
 *
 * @param activityId what its begin and end events share
 */
public record Activity(
        String activityId, ArmResourceId id, String action, String method, Caller caller, String correlationId) {

    public static Activity of(String activityId, ArmCall call) {
        return new Activity(activityId, call.id(), call.action(), call.method(), call.caller(), call.correlationId());
    }
}
