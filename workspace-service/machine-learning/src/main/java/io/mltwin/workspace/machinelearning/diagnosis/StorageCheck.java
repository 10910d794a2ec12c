package io.mltwin.workspace.machinelearning.diagnosis;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.ConnectionString;
import io.mltwin.workspace.machinelearning.VaultSecrets;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.storage.StorageContainers;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The storage account: there, with its container, open to the identity, under the key that is kept.
 */
@Singleton
record StorageCheck(
        StorageAccountService accounts, StorageContainers containers, VaultSecrets secrets, GrantCheck grants) {
    List<Finding> look(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.storageAccount().id();
        if (!exists(id)) {
            return List.of(Finding.error(
                    "StorageAccountNotFound", "The workspace's storage account '" + id + "' does not exist."));
        }
        List<Finding> findings = new ArrayList<>(grants.at(id, workspace, operation));
        if (!containers.contains(id, workspace.defaultContainer())) {
            findings.add(Finding.error(
                    "StorageContainerNotFound",
                    "The storage account has no container '"
                            + workspace.defaultContainer()
                            + "', where the workspace's default datastore lies."));
        }
        secrets.find(workspace, workspace.storageSecretName())
                .map(ConnectionString::accountKey)
                .filter(kept -> !isInForce(id, kept))
                .ifPresent(old -> findings.add(Finding.error(
                        "StorageAccountKeyOutdated",
                        "The storage account's key was regenerated after Azure Machine Learning took"
                                + " its copy. Call resyncKeys to take a new one.")));
        return findings;
    }

    private boolean exists(ArmResourceId id) {
        return accounts.find(id.name())
                .filter(found -> found.armId().equals(id))
                .isPresent();
    }

    private boolean isInForce(ArmResourceId id, String key) {
        return accounts.listKeys(id).keys().stream()
                .anyMatch(known -> known.value().equals(key));
    }
}
