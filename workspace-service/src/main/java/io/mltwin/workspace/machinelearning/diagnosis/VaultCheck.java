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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vault: there, its access policy gives the identity everything, the kept secrets lie in it.
 */
@Singleton
class VaultCheck {

    private static final String API_VERSION = "2022-07-01";

    private final MachineLearningApplication application;
    private final VaultSecrets secrets;

    VaultCheck(MachineLearningApplication application, VaultSecrets secrets) {
        this.application = application;
        this.secrets = secrets;
    }

    List<Finding> look(Workspace workspace, Operation operation) {
        Optional<JsonNode> vault =
                application.find(workspace, operation, workspace.keyVault().id(), API_VERSION);
        if (vault.isEmpty()) {
            return List.of(
                    Finding.error(
                            "KeyVaultNotFound",
                            "The workspace's key vault '"
                                    + workspace.keyVault().id()
                                    + "' does not exist."));
        }
        List<Finding> findings = new ArrayList<>();
        JsonNode properties = vault.get().path("properties");
        // in a vault that uses Azure RBAC the access policies say nothing
        Set<String> missing =
                properties.path("enableRbacAuthorization").asBoolean()
                        ? Set.of()
                        : missing(properties.path("accessPolicies"), workspace);
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.error(
                            "KeyVaultAccessPolicyMissing",
                            "The access policies of the key vault do not give the managed identity of the workspace"
                                    + " (object id "
                                    + workspace.identity().objectId()
                                    + ") the permissions "
                                    + String.join(", ", missing)
                                    + ". Call resyncKeys to restore them."));
        }
        for (String name : List.of(workspace.storageSecretName(), workspace.registrySecretName())) {
            if (secrets.find(workspace.vaultUri(), name).isEmpty()) {
                findings.add(
                        Finding.error(
                                "KeyVaultSecretMissing",
                                "Azure Machine Learning cannot read its secret '"
                                        + name
                                        + "' in the key vault. Call resyncKeys to write it again."));
            }
        }
        return findings;
    }

    /** {@code keys/wrapKey} and the like, of what the identity should have and has not. */
    private static Set<String> missing(JsonNode policies, Workspace workspace) {
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, List<String>> kind : VaultPolicies.OF_IDENTITY.entrySet()) {
            Set<String> given = given(policies, workspace.identity().objectId(), kind.getKey());
            if (!given.contains("all")) {
                kind.getValue().stream()
                        .filter(verb -> !given.contains(verb.toLowerCase(Locale.ROOT)))
                        .forEach(verb -> missing.add(kind.getKey() + "/" + verb));
            }
        }
        return missing;
    }

    private static Set<String> given(JsonNode policies, String objectId, String kind) {
        Set<String> given = new TreeSet<>();
        for (JsonNode policy : policies) {
            if (policy.path("objectId").asText().equalsIgnoreCase(objectId)) {
                policy.path("permissions")
                        .path(kind)
                        .forEach(verb -> given.add(verb.asText().toLowerCase(Locale.ROOT)));
            }
        }
        return given;
    }
}
