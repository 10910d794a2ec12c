package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what a workspace under a customer's key has in the customer's subscription (COS-14): a
 * resource group with a Cosmos DB account, a storage account and a search service, as the Azure ML
 * application and closed to everybody else. Whatever of it is there already stays.
 *
 * <p>Deviation: the managed storage account and search service of a workspace lie under Microsoft's
 * keys; the Cosmos DB account under the customer's.
 */
@Singleton
record ManagedResourcesStep(MachineLearningApplication application, ManagedGroups groups, ResourceIndex index)
        implements ProvisioningStep {
    private static final String COSMOS_API_VERSION = "2021-04-15";
    private static final String SEARCH_API_VERSION = "2020-08-01";
    private static final int THROUGHPUT = 8000;
    private static final int LONGEST_STEM = 20;

    record Account(String location, String kind, AccountProperties properties) {}

    record AccountProperties(
            String databaseAccountOfferType, List<Location> locations, String keyVaultKeyUri, Capacity capacity) {}

    record Location(String locationName, int failoverPriority) {}

    record Capacity(int totalThroughputLimit) {}

    record Search(String location, Map<String, String> sku) {}

    @Override
    public String name() {
        return "managed-resources";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        if (workspace.customerKey() == null) {
            return true;
        }
        groups.make(workspace, operation);
        return ensure(workspace, operation, cosmos(workspace), COSMOS_API_VERSION, account(workspace))
                && ensure(
                        workspace,
                        operation,
                        id(workspace, "Microsoft.Storage", "storageAccounts", "st"),
                        StorageAccountStep.API_VERSION,
                        StorageAccountStep.body(workspace.location()))
                && ensure(
                        workspace,
                        operation,
                        id(workspace, "Microsoft.Search", "searchServices", "sr"),
                        SEARCH_API_VERSION,
                        new Search(workspace.location(), Map.of("name", "basic")));
    }

    private boolean ensure(Workspace workspace, Operation operation, ArmResourceId id, String apiVersion, Object body) {
        Optional<JsonNode> found = application.find(workspace, operation, id, apiVersion);
        if (found.isEmpty()) {
            application.put(workspace, operation, id, apiVersion, body);
            found = application.find(workspace, operation, id, apiVersion);
        } else {
            // made before a crash, and perhaps not confirmed
            index.found(id, found.get());
        }
        return DependentResources.ready(id, found.orElse(null)).isPresent();
    }

    static ArmResourceId cosmos(Workspace workspace) {
        return id(workspace, "Microsoft.DocumentDB", "databaseAccounts", "cd");
    }

    private static Account account(Workspace workspace) {
        String key = workspace.customerKey().keyIdentifier();
        return new Account(
                workspace.location(),
                "GlobalDocumentDB",
                new AccountProperties(
                        "Standard",
                        List.of(new Location(workspace.location(), 0)),
                        // the newest version is followed
                        key.substring(0, key.lastIndexOf('/')),
                        new Capacity(THROUGHPUT)));
    }

    /** The same name whenever the step is repeated, within the naming rules of each type. */
    private static ArmResourceId id(Workspace workspace, String namespace, String type, String prefix) {
        String stem = AsciiCase.lower(workspace.workspaceId().replace("-", ""));
        return workspace.managedGroup().provider(namespace, type, prefix + stem.substring(0, LONGEST_STEM));
    }
}
