package io.mltwin.workspace.tags;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscriptions;
import io.mltwin.workspace.tags.Tags.TaggedResources;
import io.mltwin.workspace.tags.Tags.TagsBody;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Microsoft.Resources/tags/default of a subscription, a group or a resource: the permission to
 * write tags is enough.
 */
@Singleton
record TagsProvider(
        Tags tags, Subscriptions subscriptions, ResourceGroups groups, ResourceIndex index, TaggedResources resources)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TagsBody.TYPE)
                .require(TagsProvider::requireDefault)
                .get(call -> TagsBody.of(call.id(), tags.of(call.id().providerScope())))
                .put(change((call, left) -> Outcome.ok(TagsBody.of(call.id(), left))))
                .patch(change((call, left) -> Outcome.ok(TagsBody.of(call.id(), left))))
                .delete(change((call, left) -> Outcome.ok(null)))
                .build());
    }

    private static void requireDefault(ArmCall call) {
        if (Tags.isAbout(call)
                && (call.id().providerScope().isRoot()
                        || !AsciiCase.equal(call.id().name(), "default"))) {
            throw notFound("ResourceNotFound", "The tags of a subscription, group or resource are named 'default'.");
        }
    }

    /** The body is read with what stands, as for the policies that judge it. */
    private ResourceChange<Void, Map<String, String>> change(BiFunction<ArmCall, Map<String, String>, Outcome> answer) {
        return ResourceChange.withoutBody()
                .prepare((call, none) -> prepare(call))
                .apply((call, none, left) -> {
                    keep(call.id().providerScope(), left);
                    return answer.apply(call, left);
                });
    }

    /** Returns the tags that are left, which a resource's own provider knows first. */
    private Map<String, String> prepare(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        tags.of(scope);
        Map<String, String> left = tags.after(call);
        if (!scope.isSubscription() && !scope.isResourceGroup()) {
            resources.retag(scope, left, call);
        }
        return left;
    }

    private void keep(ArmResourceId scope, Map<String, String> left) {
        if (scope.isSubscription()) {
            subscriptions.retag(scope.subscriptionId(), left);
        } else if (scope.isResourceGroup()) {
            groups.retag(scope, left);
        } else {
            index.retag(scope, Json.tree(left));
        }
    }
}
