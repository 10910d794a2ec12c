package io.mltwin.workspace.machinelearning.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.machinelearning.VaultSecrets;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.machinelearning.provisioning.VaultPolicies;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The vault: there, its access policy gives the identity everything, the kept secrets lie in it.
 */
@Singleton
record VaultCheck(MachineLearningApplication application, GrantCheck grants, VaultSecrets secrets) {
    private static final String API_VERSION = "2022-07-01";

    List<Finding> look(Workspace workspace, Operation operation) {
        Optional<JsonNode> vault =
                application.find(workspace, operation, workspace.keyVault().id(), API_VERSION);
        if (vault.isEmpty()) {
            return List.of(Finding.error(
                    "KeyVaultNotFound",
                    "The workspace's key vault '" + workspace.keyVault().id() + "' does not exist."));
        }
        List<Finding> findings = new ArrayList<>(grants.at(workspace.keyVault().id(), workspace, operation));
        JsonNode properties = vault.get().path("properties");
        // in a vault that uses Azure RBAC the access policies say nothing
        Set<String> missing = properties.path("enableRbacAuthorization").asBoolean()
                ? Set.of()
                : VaultPolicies.missing(properties.path("accessPolicies"), workspace);
        if (!missing.isEmpty()) {
            findings.add(Finding.error(
                    "KeyVaultAccessPolicyMissing",
                    "The access policies of the key vault do not give the managed identity of the workspace"
                            + " (object id "
                            + workspace.identity().objectId()
                            + ") the permissions "
                            + String.join(", ", missing)
                            + ". Call resyncKeys to restore them."));
        }
        for (String name : List.of(workspace.storageSecretName(), workspace.registrySecretName())) {
            if (secrets.find(workspace, name).isEmpty()) {
                findings.add(Finding.error(
                        "KeyVaultSecretMissing",
                        "Azure Machine Learning cannot read its secret '"
                                + name
                                + "' in the key vault. Call resyncKeys to write it again."));
            }
        }
        return findings;
    }
}
