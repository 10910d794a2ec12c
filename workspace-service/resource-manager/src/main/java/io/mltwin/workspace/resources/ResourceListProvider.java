package io.mltwin.workspace.resources;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
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
class ResourceListProvider implements ResourceProvider {

    private final ResourceIndex index;

    ResourceListProvider(ResourceIndex index) {
        this.index = index;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named("Microsoft.Resources/subscriptions/resources")
                        .list(call -> show(call, index.ofSubscription(call.id().subscriptionId())))
                        .build(),
                ResourceType.named("Microsoft.Resources/subscriptions/resourceGroups/resources")
                        .list(call -> show(call, index.ofGroup(call.id())))
                        .build());
    }

    private static List<GenericResourceBody> show(ArmCall call, List<IndexedResource> all) {
        ResourceFilter filter = ResourceFilter.parse(call.query().get("$filter"));
        Set<String> expand = expand(call.query().getOrDefault("$expand", ""));
        return all.stream()
                .filter(resource -> resource.isTopLevel() && resource.state() != IndexedState.UNCONFIRMED)
                .filter(filter::accepts)
                .map(resource -> GenericResourceBody.of(resource, expand))
                .toList();
    }

    private static Set<String> expand(String given) {
        Set<String> parts = new HashSet<>();
        for (String part : given.split(",")) {
            String name = AsciiCase.lower(part.trim());
            badRequestIf(
                    !name.isEmpty() && !GenericResourceBody.EXPANDABLE.contains(name),
                    "InvalidExpandInQueryString",
                    "Invalid $expand '%s' specified in the query string: give createdTime, changedTime,"
                            + " provisioningState.",
                    given);
            parts.add(name);
        }
        return parts;
    }
}
