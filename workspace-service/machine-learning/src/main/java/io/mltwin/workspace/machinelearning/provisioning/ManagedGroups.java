package io.mltwin.workspace.machinelearning.provisioning;

import static io.mltwin.armweb.AzureException.conflictIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Resource groups that Azure ML manages: a deny assignment of Azure's own keeps everybody but Azure
 * ML and Azure Cosmos DB from more than reading there, an Owner too.
 */
@Singleton
record ManagedGroups(MachineLearningApplication application, SystemDenials denials, Clock clock) {
    private static final String API_VERSION = "2021-04-01";
    private static final String DELETING = "Deleting";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    record Group(String location, String managedBy) {}

    /** Makes the group, and closes it; both may be there already. */
    void make(Workspace workspace, Operation operation) {
        application.put(
                workspace,
                operation,
                workspace.managedGroup(),
                API_VERSION,
                new Group(workspace.location(), workspace.id().toString()));
        denials.close(
                workspace.managedGroup(),
                "Azure Machine Learning workspace " + workspace.id().name(),
                "Managed by the workspace " + workspace.id() + ".");
    }

    /**
     * Takes the group away with all it holds, and then what closed it.
     *
     * @return false when it must be asked again in a moment
     */
    boolean remove(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.managedGroup();
        Optional<JsonNode> group = application.find(workspace, operation, id, API_VERSION);
        if (group.isPresent()) {
            if (!group.get()
                    .path("properties")
                    .path("provisioningState")
                    .asText()
                    .equals(DELETING)) {
                requirePatience(operation, id);
                application.delete(workspace, operation, id, API_VERSION);
            }
            return false;
        }
        denials.open(id);
        return true;
    }

    /** A group that stands again and again after its deletion will not go. */
    private void requirePatience(Operation operation, ArmResourceId group) {
        conflictIf(
                clock.instant().isAfter(operation.startedAt().plus(PATIENCE)),
                "Conflict",
                "The resource group '%s' that Azure Machine Learning manages cannot be deleted; its activity log"
                        + " says why.",
                group);
    }
}
