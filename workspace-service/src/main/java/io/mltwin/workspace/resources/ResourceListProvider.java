package io.mltwin.workspace.resources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code resources} of a subscription or group, from ARM's index: what {@code az resource list}
 * shows.
 */
@Singleton
class ResourceListProvider implements ArmProvider {

    private final ResourceIndex index;
    private final ObjectMapper json;

    ResourceListProvider(ResourceIndex index, ObjectMapper json) {
        this.index = index;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(
                "Microsoft.Resources/subscriptions/resources",
                "Microsoft.Resources/subscriptions/resourceGroups/resources");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        ResourceFilter filter = ResourceFilter.parse(call.query().get("$filter"));
        List<IndexedResource> all =
                call.id().isResourceGroup()
                        ? index.ofGroup(call.id())
                        : index.ofSubscription(call.id().subscriptionId());
        String expand = call.query().getOrDefault("$expand", "");
        List<GenericResourceBody> shown =
                all.stream()
                        .filter(
                                resource ->
                                        resource.isTopLevel()
                                                && resource.state() != IndexedState.UNCONFIRMED)
                        .filter(filter::accepts)
                        .map(resource -> GenericResourceBody.of(resource, expand))
                        .toList();
        return ArmAnswer.ok(json.valueToTree(new GenericResourceBody.Page(shown)));
    }
}
