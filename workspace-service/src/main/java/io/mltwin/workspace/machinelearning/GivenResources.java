package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.arm.ArmPipeline;
import jakarta.inject.Singleton;

/**
 * Resources that a request names for a new workspace: they must be of the right type, exist, and be
 * usable.
 */
@Singleton
class GivenResources {

    private final ArmPipeline pipeline;

    GivenResources(ArmPipeline pipeline) {
        this.pipeline = pipeline;
    }

    void check(ArmCall call, WorkspaceBody.Properties given) {
        check(call, "storageAccount", given.storageAccount(), "Microsoft.Storage/storageAccounts");
        JsonNode vault = check(call, "keyVault", given.keyVault(), "Microsoft.KeyVault/vaults");
        if (vault != null && vault.path("properties").path("enableRbacAuthorization").asBoolean()) {
            throw AzureFault.notBuilt(
                    "A workspace on a key vault that uses Azure RBAC instead of access policies");
        }
        check(
                call,
                "applicationInsights",
                given.applicationInsights(),
                "Microsoft.Insights/components");
        JsonNode registry =
                check(
                        call,
                        "containerRegistry",
                        given.containerRegistry(),
                        "Microsoft.ContainerRegistry/registries");
        if (registry != null && !registry.path("properties").path("adminUserEnabled").asBoolean()) {
            throw invalid(
                    "containerRegistry",
                    "The container registry '"
                            + given.containerRegistry()
                            + "' must have its admin user enabled.");
        }
    }

    private JsonNode check(ArmCall call, String property, String text, String type) {
        if (text == null) {
            return null;
        }
        ArmResourceId id = ArmResourceId.parse(text);
        if (!id.type().equalsIgnoreCase(type) || id.resourceGroup() == null) {
            throw invalid(property, "'" + text + "' is no id of a " + type + ".");
        }
        try {
            return pipeline.call(
                            call.caller(),
                            "GET",
                            id + "?api-version=2022-10-01",
                            null,
                            call.correlationId())
                    .body();
        } catch (AzureFault fault) {
            if (fault.status() == 404) {
                throw invalid(property, "The resource '" + text + "' does not exist.");
            }
            if (fault.status() == 403) {
                throw linked(call, id);
            }
            throw fault;
        }
    }

    private static AzureFault linked(ArmCall call, ArmResourceId id) {
        return new AzureFault(
                403,
                "LinkedAuthorizationFailed",
                "The client '"
                        + call.caller().displayName()
                        + "' with object id '"
                        + call.caller().objectId()
                        + "' has permission to perform action '"
                        + call.action()
                        + "' on scope '"
                        + call.id()
                        + "'; however, it does not have permission to perform action(s) '"
                        + id.type()
                        + "/read' on the linked scope(s) '"
                        + id
                        + "' (respectively) or the linked scope(s) are invalid.");
    }

    private static AzureFault invalid(String property, String why) {
        return new AzureFault(400, "ValidationError", why).withTarget("properties." + property);
    }
}
