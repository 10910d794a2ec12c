package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.tags.TagValidator;
import jakarta.inject.Singleton;

/** The tags that come with a group or resource must be such as Azure Resource Manager allows. */
@Singleton
class TagStage implements ArmStage {

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if ((call.isPut() || call.isPatch()) && call.body() != null && Policies.covers(call.id())) {
            TagValidator.readTags(call.body().path("tags"));
        }
    }
}
