package io.mltwin.workspace.machinelearning.provisioning;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.conflictIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ArmPipeline;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.machinelearning.Workspace.Dependent;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Creates the resources that a workspace uses, through the pipeline and as the caller who asked for
 * the workspace.
 */
@Singleton
record DependentResources(ArmPipeline pipeline, ResourceIndex index) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Canceled");

    /**
     * The resource, made if it is not there and not given.
     *
     * @param body what to PUT, a record
     * @return empty while it is being made
     */
    Optional<JsonNode> ensure(Dependent dependent, String apiVersion, Object body, Operation operation) {
        JsonNode found = get(dependent.id(), apiVersion, operation);
        if (found == null) {
            badRequestIf(
                    dependent.given(),
                    "ValidationError",
                    "The resource '%s' given for the workspace does not exist.",
                    dependent.id());
            found = call(operation, "PUT", dependent.id(), apiVersion, Json.tree(body));
        } else {
            // made before a crash, and perhaps not confirmed
            index.found(dependent.id(), found);
        }
        return ready(dependent.id(), found);
    }

    JsonNode postAsCaller(ArmResourceId id, String name, String apiVersion, Operation operation) {
        return post(id, name, apiVersion, operation.caller(), operation);
    }

    /** The answer of a POST such as {@code listKeys}. */
    JsonNode post(ArmResourceId id, String name, String apiVersion, Caller caller, Operation operation) {
        return pipeline.call(
                        caller, "POST", id + "/" + name + "?api-version=" + apiVersion, null, operation.correlationId())
                .body();
    }

    JsonNode read(ArmResourceId id, String apiVersion, Caller caller, Operation operation) {
        return pipeline.call(caller, "GET", id + "?api-version=" + apiVersion, null, operation.correlationId())
                .body();
    }

    void put(ArmResourceId id, String apiVersion, Object body, Caller caller, Operation operation) {
        pipeline.call(caller, "PUT", id + "?api-version=" + apiVersion, Json.tree(body), operation.correlationId());
    }

    private JsonNode get(ArmResourceId id, String apiVersion, Operation operation) {
        try {
            return call(operation, "GET", id, apiVersion, null);
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                return null;
            }
            throw fault;
        }
    }

    private JsonNode call(Operation operation, String method, ArmResourceId id, String apiVersion, JsonNode body) {
        return pipeline.call(
                        operation.caller(), method, id + "?api-version=" + apiVersion, body, operation.correlationId())
                .body();
    }

    static Optional<JsonNode> ready(ArmResourceId id, JsonNode resource) {
        String state = resource == null
                ? "Creating"
                : resource.path("properties").path("provisioningState").asText("Succeeded");
        if (ENDED.stream().noneMatch(AsciiCase.equalTo(state))) {
            return Optional.empty();
        }
        conflictIf(
                !AsciiCase.equal(state, "Succeeded"),
                "DependentResourceFailed",
                "The resource '%s' is in state '%s'.",
                id,
                state);
        return Optional.of(resource);
    }
}
