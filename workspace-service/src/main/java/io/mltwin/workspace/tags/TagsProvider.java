package io.mltwin.workspace.tags;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Microsoft.Resources/tags/default of a subscription, a group or a resource: whoever may write tags
 * needs no other permission there.
 */
@Singleton
class TagsProvider implements ArmProvider {

    private final Tags tags;
    private final Subscriptions subscriptions;
    private final ResourceGroups groups;
    private final ResourceIndex index;
    private final TaggedResources resources;
    private final ObjectMapper json;

    TagsProvider(
            Tags tags,
            Subscriptions subscriptions,
            ResourceGroups groups,
            ResourceIndex index,
            TaggedResources resources,
            ObjectMapper json) {
        this.tags = tags;
        this.subscriptions = subscriptions;
        this.groups = groups;
        this.index = index;
        this.resources = resources;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TagsBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!Tags.isAbout(call) || !AsciiCase.equal(call.id().type(), TagsBody.TYPE)) {
            throw ArmErrors.methodNotAllowed(call);
        }
        ArmResourceId scope = call.id().providerScope();
        if (scope.isRoot() || !AsciiCase.equal(call.id().name(), "default")) {
            throw new AzureFault(
                    404,
                    "ResourceNotFound",
                    "The tags of a subscription, group or resource are named 'default'.");
        }
        if (call.isGet()) {
            return answer(call, tags.of(scope));
        }
        if (!call.isPut() && !call.isPatch() && !call.isDelete()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        tags.of(scope);
        Map<String, String> left = tags.after(call);
        write(scope, left, call);
        return call.isDelete() ? new ArmAnswer(200, null, null, Map.of()) : answer(call, left);
    }

    private ArmAnswer answer(ArmCall call, Map<String, String> shown) {
        return ArmAnswer.ok(json.valueToTree(TagsBody.of(call.id(), shown)));
    }

    private void write(ArmResourceId scope, Map<String, String> left, ArmCall call) {
        if (scope.isSubscription()) {
            subscriptions.retag(scope.subscriptionId(), left);
        } else if (scope.isResourceGroup()) {
            groups.retag(scope, left);
        } else {
            resources.retag(scope, left, call);
            index.retag(scope, json.valueToTree(left));
        }
    }
}
