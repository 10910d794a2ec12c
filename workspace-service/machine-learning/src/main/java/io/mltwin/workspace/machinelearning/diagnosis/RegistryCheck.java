package io.mltwin.workspace.machinelearning.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the container registry is there, has its admin user enabled and is open to the
 * identity.
 */
@Singleton
record RegistryCheck(MachineLearningApplication application, GrantCheck grants) {
    private static final String API_VERSION = "2023-07-01";

    List<Finding> look(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.containerRegistry().id();
        Optional<JsonNode> registry = application.find(workspace, operation, id, API_VERSION);
        if (registry.isEmpty()) {
            return List.of(Finding.error(
                    "ContainerRegistryNotFound",
                    "The workspace's container registry '"
                            + id
                            + "' does not exist: images cannot be built, runs that need one and deployments fail."));
        }
        List<Finding> findings = new ArrayList<>(grants.at(id, workspace, operation));
        if (!registry.get().path("properties").path("adminUserEnabled").asBoolean()) {
            findings.add(Finding.error(
                    "ContainerRegistryAdminUserDisabled",
                    "The admin user of the container registry '"
                            + id
                            + "' is disabled. Azure Machine Learning signs in with it: enable it."));
        }
        return findings;
    }
}
