package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.workspace.arm.ArmPipeline;
import io.mltwin.workspace.arm.ArmPipeline.ArmReply;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Calls Azure Resource Manager as the deploying principal, with the permissions of that principal.
 */
@Singleton
record ResourceClient(ArmPipeline pipeline) {
    ArmReply put(Operation operation, ArmResourceId id, String apiVersion, JsonNode body) {
        return call(operation, "PUT", path(id), apiVersion, body);
    }

    ArmReply delete(Operation operation, ArmResourceId id, String apiVersion) {
        return call(operation, "DELETE", path(id), apiVersion, null);
    }

    JsonNode get(Operation operation, ArmResourceId id, String apiVersion) {
        return call(operation, "GET", path(id), apiVersion, null).body();
    }

    JsonNode post(Operation operation, ArmResourceId id, String action, String apiVersion, JsonNode body) {
        return call(operation, "POST", path(id) + "/" + UriEncoding.encodePathSegment(action), apiVersion, body)
                .body();
    }

    /** The resource, or empty when there is none or it may not be read. */
    Optional<JsonNode> find(Operation operation, ArmResourceId id, String apiVersion) {
        try {
            return Optional.ofNullable(get(operation, id, apiVersion));
        } catch (AzureException fault) {
            if (fault.status() == 404 || fault.status() == 403 || fault.status() == 405) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private ArmReply call(Operation operation, String method, String path, String apiVersion, JsonNode body) {
        return pipeline.call(
                operation.caller(),
                method,
                path + "?api-version=" + UriEncoding.encodeQueryValue(apiVersion),
                body,
                operation.correlationId());
    }

    /** Encoded, so that a name stays a name whatever stands in it. */
    private static String path(ArmResourceId id) {
        StringBuilder path = new StringBuilder();
        for (String segment : id.toString().substring(1).split("/")) {
            path.append('/').append(UriEncoding.encodePathSegment(segment));
        }
        return path.toString();
    }
}
