package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.deployments.template.PlannedResource;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.operations.Operation;
import java.util.Optional;

/**
 * {@code reference()} and {@code list…()} of a deployment: real calls, as the deploying principal.
 */
record DeployedResources(ResourceClient calls, Operation operation, DeploymentPlan plan)
        implements Evaluation.Resources {

    @Override
    public JsonNode reference(String name, String apiVersion, boolean full) {
        Optional<PlannedResource> planned = plan.find(name);
        ArmResourceId id = id("reference", name, planned);
        JsonNode resource = calls.get(operation, id, version("reference", apiVersion, planned));
        if (!full) {
            return resource == null ? missing(id) : resource.path("properties");
        }
        ObjectNode whole = resource.deepCopy();
        whole.put("subscriptionId", id.subscriptionId());
        whole.put("resourceGroupName", id.resourceGroup());
        whole.put("resourceId", id.toString());
        whole.put("scope", "");
        return whole;
    }

    private static JsonNode missing(ArmResourceId id) {
        throw new ExpressionException("The resource '" + id + "' tells nothing.");
    }

    @Override
    public JsonNode list(String function, String name, String apiVersion, JsonNode body) {
        Optional<PlannedResource> planned = plan.find(name);
        ArmResourceId id = id(function, name, planned);
        JsonNode answer = calls.post(operation, id, function, version(function, apiVersion, planned), body);
        if (answer == null) {
            throw new ExpressionException("The action '" + function + "' of '" + id + "' tells nothing.");
        }
        return answer;
    }

    private static ArmResourceId id(String function, String name, Optional<PlannedResource> planned) {
        if (planned.isPresent()) {
            return planned.get().id();
        }
        if (!name.startsWith("/")) {
            throw new ExpressionException("Unable to evaluate template language function '"
                    + function
                    + "': the resource '"
                    + name
                    + "' is not defined in the template.");
        }
        try {
            return ArmResourceId.parse(name);
        } catch (AzureException malformed) {
            throw new ExpressionException("'" + name + "' is no resource id.");
        }
    }

    private static String version(String function, String given, Optional<PlannedResource> planned) {
        if (given != null) {
            return given;
        }
        return planned.map(PlannedResource::apiVersion)
                .orElseThrow(() -> new ExpressionException("Unable to evaluate template language function '"
                        + function
                        + "': the api-version is required for a resource that is not defined in the template."));
    }
}
