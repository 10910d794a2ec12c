package io.mltwin.workspace.resources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        Set<String> expand = expand(call.query().getOrDefault("$expand", ""));
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

    private static Set<String> expand(String given) {
        Set<String> parts = new HashSet<>();
        for (String part : given.split(",")) {
            String name = AsciiCase.lower(part.trim());
            if (!name.isEmpty() && !GenericResourceBody.EXPANDABLE.contains(name)) {
                throw new AzureFault(
                        400,
                        "InvalidExpandInQueryString",
                        "Invalid $expand '"
                                + given
                                + "' specified in the query string: give createdTime, changedTime, provisioningState.");
            }
            parts.add(name);
        }
        return parts;
    }
}
