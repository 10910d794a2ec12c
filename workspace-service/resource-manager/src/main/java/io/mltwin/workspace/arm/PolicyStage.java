package io.mltwin.workspace.arm;

import jakarta.inject.Singleton;

/**
 * Azure Policy judges the resource that a PUT or PATCH would leave, before its provider is asked:
 * deny is a 403 {@code RequestDisallowedByPolicy}, audit a warning in the activity log.
 */
@Singleton
record PolicyStage(WritePolicyEvaluator policies) implements ArmStage {
    @Override
    public void apply(ArmExchange exchange) {
        exchange.judged = policies.judge(exchange.call, exchange.activityId());
    }
}
