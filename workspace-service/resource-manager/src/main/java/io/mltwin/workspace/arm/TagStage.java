package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.tags.TagValidator;
import io.mltwin.workspace.tags.Tags;
import jakarta.inject.Singleton;

/** The tags that come with a group or resource must be such as Azure Resource Manager allows. */
@Singleton
class TagStage implements ArmStage {

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if ((call.isPut() || call.isPatch()) && call.body() != null && Tags.canLieOn(call.id())) {
            TagValidator.readTags(call.body().path("tags"));
        }
    }
}
