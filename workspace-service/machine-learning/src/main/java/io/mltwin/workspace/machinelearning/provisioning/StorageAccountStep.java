package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/** The workspace's storage account, with blobs and files. */
@Singleton
record StorageAccountStep(DependentResources resources) implements ProvisioningStep {
    static final String API_VERSION = "2023-01-01";

    record Body(String location, String kind, Sku sku, Properties properties) {}

    record Sku(String name) {}

    record Properties(boolean supportsHttpsTrafficOnly, boolean allowBlobPublicAccess, String minimumTlsVersion) {}

    @Override
    public String name() {
        return "storage-account";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        return resources
                .ensure(workspace.storageAccount(), API_VERSION, body(workspace.location()), operation)
                .isPresent();
    }

    static Body body(String location) {
        return new Body(location, "StorageV2", new Sku("Standard_LRS"), new Properties(true, false, "TLS1_2"));
    }
}
