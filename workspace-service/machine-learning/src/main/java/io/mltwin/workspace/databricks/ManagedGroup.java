package io.mltwin.workspace.databricks;

import static io.mltwin.armweb.AzureException.conflict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ArmPipeline;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.machinelearning.provisioning.SystemDenials;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The resource group that a Databricks workspace manages. The one who makes the workspace makes the
 * group, and must be allowed to; then the managing application is its Contributor, and a deny
 * assignment of Azure's own keeps everybody else from more than reading there.
 *
 * <p>Deviation: the managing application is the one of Azure Machine Learning; in Azure it is
 * AzureDatabricks.
 */
@Singleton
record ManagedGroup(ArmPipeline pipeline, MachineLearningApplication application, SystemDenials denials) {
    private static final String GROUPS = "?api-version=2021-04-01";
    private static final String ROLES = "?api-version=2022-04-01";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    record Group(String location, String managedBy) {}

    record RoleAssignment(Properties properties) {

        record Properties(String roleDefinitionId, String principalId, String principalType) {}
    }

    /**
     * Makes the group and closes it; each step may be repeated.
     *
     * @throws AzureException 403 for a caller who may not make it, 409 for a group that another
     *     resource manages
     */
    void ensure(ArmCall call, ArmResourceId group, String location) {
        Optional<JsonNode> found = find(call, group);
        if (found.isPresent()) {
            requireOwn(call, group, found.get());
        } else {
            pipeline.call(
                    call.caller(),
                    "PUT",
                    group + GROUPS,
                    Json.tree(new Group(location, call.id().toString())),
                    call.correlationId());
        }
        giveRole(call, group);
        denials.close(
                group, "Azure Databricks workspace " + call.id().name(), "Managed by the workspace " + call.id() + ".");
    }

    private static void requireOwn(ArmCall call, ArmResourceId group, JsonNode found) {
        if (!AsciiCase.equal(found.path("managedBy").asText(""), call.id().toString())) {
            throw conflict(
                    "ManagedResourceGroupConflict",
                    "The resource group '%s' exists and is not managed by the workspace '%s'.",
                    group,
                    call.id().name());
        }
    }

    private void giveRole(ArmCall call, ArmResourceId group) {
        UUID name = UUID.nameUUIDFromBytes(group.key().getBytes(StandardCharsets.UTF_8));
        String definition = ArmResourceId.subscription(group.subscriptionId())
                .provider("Microsoft.Authorization", "roleDefinitions", CONTRIBUTOR)
                .toString();
        try {
            send(
                    call,
                    "PUT",
                    group.provider("Microsoft.Authorization", "roleAssignments", name.toString()) + ROLES,
                    new RoleAssignment(
                            new RoleAssignment.Properties(definition, application.objectId(), "ServicePrincipal")));
        } catch (AzureException fault) {
            if (!fault.code().equals("RoleAssignmentExists")) {
                throw fault;
            }
        }
    }

    /** Deletes the group with all it holds, and what closed it. */
    void remove(ArmCall call, ArmResourceId group) {
        if (find(call, group).isPresent()) {
            send(call, "DELETE", group + GROUPS, null);
        }
        denials.open(group);
    }

    private Optional<JsonNode> find(ArmCall call, ArmResourceId group) {
        return application.get(call.caller().tenantId(), call.correlationId(), group + GROUPS);
    }

    private void send(ArmCall call, String method, String pathAndQuery, Object body) {
        application.send(call.caller().tenantId(), call.correlationId(), method, pathAndQuery, body);
    }
}
