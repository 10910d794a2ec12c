package io.mltwin.console.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.azure.ResourceManager.AzurePage;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.workspaces.Workspaces;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads subscriptions, groups and resources, as far as the user may. */
@ApplicationScoped
class Resources {

    private static final String LOCKS = "/providers/Microsoft.Authorization/locks";
    private static final int FORBIDDEN = 403;

    private final ResourceManager arm;
    private final Workspaces workspaces;
    private final ObjectMapper json;

    Resources(ResourceManager arm, Workspaces workspaces, ObjectMapper json) {
        this.arm = arm;
        this.workspaces = workspaces;
        this.json = json;
    }

    List<ListedScope> list(ResourceQuery query) {
        if (query.scope() != null) {
            return List.of(scope(query.scope(), query.scope().name(), query));
        }
        return workspaces.subscriptions().stream()
                .map(one -> scope(ArmResourceId.subscription(one.subscriptionId()), one.displayName(), query))
                .toList();
    }

    /**
     * Reads one.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    ResourceDetail detail(ArmResourceId id) {
        JsonNode document = arm.get(ResourceManager.path(id)).json();
        List<ListedLock> locks = List.of();
        ShownError locksProblem = null;
        try {
            locks = arm.list(ResourceManager.path(id, LOCKS), ListedLock.class);
        } catch (AzureException refused) {
            locksProblem = ShownError.of(refused);
        }
        return new ResourceDetail(
                id,
                PropertyRow.of(document),
                inLines(document),
                tags(document),
                locks,
                locksProblem,
                id.isSubscription() || id.isResourceGroup()
                        ? scope(id, id.name(), ResourceQuery.of(null, null, null, null))
                        : null);
    }

    private ListedScope scope(ArmResourceId id, String name, ResourceQuery query) {
        try {
            AzurePage<ListedResource> page = page(id, query);
            return new ListedScope(
                    id,
                    name,
                    id.isSubscription() && query.isFirstPage() ? groups(id, query) : List.of(),
                    page.items(),
                    query.addressOfNext(id, page.next()),
                    null);
        } catch (AzureException fault) {
            return new ListedScope(id, name, List.of(), List.of(), null, ShownError.of(fault));
        }
    }

    /** A caller who sees none of a scope is refused; that is an empty page here. */
    private AzurePage<ListedResource> page(ArmResourceId id, ResourceQuery query) {
        try {
            return arm.page(query.resources(id), ListedResource.class);
        } catch (AzureException refused) {
            return emptyIfForbidden(refused);
        }
    }

    private List<ListedResource> groups(ArmResourceId subscription, ResourceQuery query) {
        if (!query.type().isEmpty()) {
            return List.of();
        }
        try {
            String part = AsciiCase.lower(query.search());
            return arm.list(ResourceManager.path(subscription, "/resourceGroups"), ListedResource.class).stream()
                    .filter(group -> AsciiCase.lower(group.name()).contains(part))
                    .toList();
        } catch (AzureException refused) {
            return Resources.<ListedResource>emptyIfForbidden(refused).items();
        }
    }

    private static <T> AzurePage<T> emptyIfForbidden(AzureException refused) {
        if (refused.status() == FORBIDDEN) {
            return new AzurePage<>(List.of(), null);
        }
        throw refused;
    }

    private static Map<String, String> tags(JsonNode document) {
        Map<String, String> tags = new TreeMap<>();
        document.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private String inLines(JsonNode document) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written", e);
        }
    }

    /** A resource or a group in a list of Azure Resource Manager. */
    public record ListedResource(String id, String name, String type, String location) {}
}
