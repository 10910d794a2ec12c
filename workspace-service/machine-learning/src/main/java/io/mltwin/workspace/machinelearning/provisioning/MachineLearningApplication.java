package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.workspace.arm.ArmPipeline;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Calls Azure Resource Manager as Azure ML's own application, which holds the right to give and
 * take the roles and policies of workspace identities: a Contributor may create a workspace though
 * it may not write role assignments, and the activity log names the application.
 */
@Singleton
public class MachineLearningApplication {

    private final ArmPipeline pipeline;
    private final Principals.Service application;

    MachineLearningApplication(ArmPipeline pipeline, Principals principals, Addresses addresses) {
        this.pipeline = pipeline;
        this.application = principals.service(addresses.self());
    }

    public String objectId() {
        return application.objectId();
    }

    /** The application's service principal in a tenant. */
    private Caller caller(String tenantId) {
        return new Caller(tenantId, application.objectId(), application.applicationId(), null, List.of());
    }

    /** The resource as the application sees it, or empty when there is none. */
    public Optional<JsonNode> find(Workspace workspace, Operation operation, ArmResourceId id, String apiVersion) {
        return get(workspace, operation, id + "?api-version=" + apiVersion);
    }

    /** Returns the answer to a GET of this path and query, or empty for 404. */
    public Optional<JsonNode> get(Workspace workspace, Operation operation, String pathAndQuery) {
        return get(workspace.tenantId(), operation.correlationId(), pathAndQuery);
    }

    /** The same in a tenant. */
    public Optional<JsonNode> get(String tenantId, String correlationId, String pathAndQuery) {
        try {
            return Optional.ofNullable(pipeline.call(caller(tenantId), "GET", pathAndQuery, null, correlationId)
                    .body());
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    void put(Workspace workspace, Operation operation, ArmResourceId id, String apiVersion, Object body) {
        send(workspace.tenantId(), operation.correlationId(), "PUT", id + "?api-version=" + apiVersion, body);
    }

    void delete(Workspace workspace, Operation operation, ArmResourceId id, String apiVersion) {
        send(workspace.tenantId(), operation.correlationId(), "DELETE", id + "?api-version=" + apiVersion, null);
    }

    /**
     * Changes a resource.
     *
     * @param body null for none
     */
    public void send(String tenantId, String correlationId, String method, String pathAndQuery, Object body) {
        JsonNode content = body == null ? null : Json.tree(body);
        pipeline.call(caller(tenantId), method, pathAndQuery, content, correlationId);
    }
}
