package io.mltwin.workspace.machinelearning.provisioning;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The workspace's container registry, with its admin user, which Azure ML signs in with.
 *
 * <p>Deviation: Azure makes it when the first image is needed; the document counts it among what is
 * made with the workspace, and so it is here.
 */
@Singleton
record ContainerRegistryStep(DependentResources resources, Workspaces workspaces) implements ProvisioningStep {
    static final String API_VERSION = "2023-07-01";

    record Body(String location, Sku sku, Properties properties) {}

    record Sku(String name) {}

    record Properties(boolean adminUserEnabled) {}

    @Override
    public String name() {
        return "container-registry";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        Body body = new Body(workspace.location(), new Sku("Basic"), new Properties(true));
        Optional<JsonNode> registry = resources.ensure(workspace.containerRegistry(), API_VERSION, body, operation);
        registry.ifPresent(made -> take(workspace, made.path("properties")));
        return registry.isPresent();
    }

    private void take(Workspace workspace, JsonNode properties) {
        if (!properties.path("adminUserEnabled").asBoolean()) {
            throw badRequest(
                    "ValidationError",
                    "The container registry '%s' must have its admin user enabled.",
                    workspace.containerRegistry().id());
        }
        workspaces.registryReady(workspace.id(), properties.path("loginServer").asText());
    }
}
