package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The workspace's vault, with access policies, of the subscription's tenant. */
@Singleton
record KeyVaultStep(DependentResources resources, Workspaces workspaces) implements ProvisioningStep {
    static final String API_VERSION = "2022-07-01";

    record Body(String location, Properties properties) {}

    record Properties(
            String tenantId,
            Sku sku,
            List<String> accessPolicies,
            boolean enableRbacAuthorization,
            boolean enableSoftDelete) {}

    record Sku(String family, String name) {}

    @Override
    public String name() {
        return "key-vault";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        Properties properties = new Properties(workspace.tenantId(), new Sku("A", "standard"), List.of(), false, true);
        Optional<JsonNode> vault = resources.ensure(
                workspace.keyVault(), API_VERSION, new Body(workspace.location(), properties), operation);
        vault.ifPresent(made -> workspaces.vaultReady(
                workspace.id(), made.path("properties").path("vaultUri").asText()));
        return vault.isPresent();
    }
}
