package io.mltwin.console.creation;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.console.azure.ODataText;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.creation.Choices.Choice;
import io.mltwin.console.keys.VaultKeys;
import io.mltwin.console.keys.VaultKeys.VaultKey;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.workspaces.Workspaces;
import io.mltwin.console.workspaces.Workspaces.Subscription;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads what the form for a workspace can offer to its user. */
@Singleton
record ChoiceLists(ResourceManager arm, Workspaces workspaces, VaultKeys keys, ConcurrentParts parts) {

    private static final String STORAGE = "Microsoft.Storage/storageAccounts";
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    private static final String INSIGHTS = "Microsoft.Insights/components";
    private static final String REGISTRY = "Microsoft.ContainerRegistry/registries";
    private static final String FILTER = List.of(STORAGE, VAULT, INSIGHTS, REGISTRY).stream()
            .map(type -> ODataText.equal("resourceType", type))
            .collect(Collectors.joining(" or "));
    private static final int FORBIDDEN = 403;

    record Listed(String id, String name, String type, String location) {}

    /**
     * Reads them.
     *
     * @param form names the vault whose keys are offered
     */
    Choices of(WorkspaceForm form) {
        List<Subscription> subscriptions = workspaces.subscriptions();
        PartGroup group = parts.group();
        Part<List<Listed>> groups = group.add(() -> readable(subscriptions, "/resourceGroups", ""));
        Part<List<Listed>> resources = group.add(
                () -> readable(subscriptions, "/resources", "&$filter=" + UriEncoding.encodeQueryValue(FILTER)));
        group.read();
        List<VaultKey> ofVault = List.of();
        ShownError problem = null;
        if (form.isCustomerKey() && !form.vault().isEmpty()) {
            try {
                ofVault = keys.list(ArmResourceId.parse(form.vault()).name());
            } catch (AzureException refused) {
                problem = ShownError.of(refused);
            }
        }
        return new Choices(
                subscriptions,
                groups.value().stream().map(ChoiceLists::choice).toList(),
                Regions.names(),
                ofType(resources.value(), STORAGE),
                ofType(resources.value(), VAULT),
                ofType(resources.value(), INSIGHTS),
                ofType(resources.value(), REGISTRY),
                ofVault,
                problem);
    }

    private List<Listed> readable(List<Subscription> subscriptions, String list, String filter) {
        return parts
                .readAll(subscriptions.stream()
                        .map(one -> ArmResourceId.subscription(one.subscriptionId()))
                        .<Supplier<List<Listed>>>map(id -> () -> readable(ResourceManager.path(id, list) + filter))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Listed> readable(String path) {
        try {
            return arm.list(path, Listed.class);
        } catch (AzureException refused) {
            if (refused.status() == FORBIDDEN) {
                return List.of();
            }
            throw refused;
        }
    }

    private static List<Choice> ofType(List<Listed> resources, String type) {
        return resources.stream()
                .filter(one -> AsciiCase.equal(one.type(), type))
                .map(ChoiceLists::choice)
                .toList();
    }

    private static Choice choice(Listed one) {
        return new Choice(one.id(), one.name(), one.location());
    }
}
