package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.storage.StorageContainers;
import jakarta.inject.Singleton;

/**
 * Containers for datastore, snapshots and outputs, and the file share, in the workspace's storage
 * account.
 */
@Singleton
class StorageContainersStep implements ProvisioningStep {

    private final StorageContainers storage;

    StorageContainersStep(StorageContainers storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "storage-containers";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        storage.ensure(workspace.storageAccount().id(), workspace.defaultContainer());
        storage.ensure(workspace.storageAccount().id(), "snapshots");
        storage.ensure(workspace.storageAccount().id(), "azureml");
        storage.ensureShare(workspace.storageAccount().id(), workspace.defaultShare());
        return true;
    }
}
