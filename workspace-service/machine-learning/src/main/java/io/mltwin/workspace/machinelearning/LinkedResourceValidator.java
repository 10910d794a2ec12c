package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ArmPipeline;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Validates the resources that a request names for a new workspace: each must be of the right type,
 * exist, and be usable.
 */
@Singleton
record LinkedResourceValidator(ArmPipeline pipeline, LinkedAccessAuthorizer linked) {
    private static final Map<String, Kind> KINDS = Map.of(
            "storageAccount",
            new Kind("Microsoft.Storage/storageAccounts", "/listKeys/action"),
            "keyVault",
            new Kind("Microsoft.KeyVault/vaults", "/accessPolicies/write"),
            "applicationInsights",
            new Kind("Microsoft.Insights/components", "/read"),
            "containerRegistry",
            new Kind("Microsoft.ContainerRegistry/registries", "/listCredentials/action"));

    /** The required type of a resource, and the action that its user needs. */
    private record Kind(String type, String action) {}

    /**
     * Checks those that the request names. Whether a registry has its admin user is found out while
     * the workspace is made, as in Azure.
     */
    void check(ArmCall call, String region, WorkspaceBody.Properties given) {
        find(call, region, "storageAccount", given.storageAccount());
        find(call, region, "keyVault", given.keyVault());
        find(call, region, "applicationInsights", given.applicationInsights());
        find(call, region, "containerRegistry", given.containerRegistry());
    }

    private JsonNode find(ArmCall call, String region, String property, String text) {
        if (text == null) {
            return null;
        }
        Kind kind = KINDS.get(property);
        JsonNode found = check(call, property, text, kind.type());
        // what the workspace's identity will be able to do there, the caller must be
        linked.require(call, kind.type() + kind.action(), ArmResourceId.parse(text));
        String location = Regions.normalise(found.path("location").asText(""));
        if (!location.equals(region)) {
            throw invalid(
                    property,
                    "The resource '"
                            + text
                            + "' lies in region '"
                            + location
                            + "'; it must lie in the workspace's, '"
                            + region
                            + "'.");
        }
        return found;
    }

    private JsonNode check(ArmCall call, String property, String text, String type) {
        ArmResourceId id = ArmResourceId.parse(text);
        if (!AsciiCase.equal(id.type(), type) || id.resourceGroup() == null) {
            throw invalid(property, "'" + text + "' is no id of a " + type + ".");
        }
        try {
            return pipeline.call(call.caller(), "GET", id + "?api-version=2022-10-01", null, call.correlationId())
                    .body();
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                throw invalid(property, "The resource '" + text + "' does not exist.");
            }
            if (fault.status() == 403) {
                throw LinkedAccessAuthorizer.refusal(call, id.type() + "/read", id);
            }
            throw fault;
        }
    }

    private static AzureException invalid(String property, String why) {
        return badRequest("ValidationError", why).withTarget("properties." + property);
    }
}
