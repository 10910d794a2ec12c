package io.mltwin.workspace.machinelearning.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.machinelearning.PrimaryPermissions;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.machinelearning.provisioning.RoleAssignmentsStep;
import io.mltwin.workspace.machinelearning.provisioning.RoleAssignmentsStep.Grant;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether the role assignments of "Enterprise security and governance", Securing compute
 * targets and data, still stand.
 */
@Singleton
record GrantCheck(MachineLearningApplication application, AccessClient access) {
    /** Those on the workspace itself and on the groups of workspace and vault. */
    List<Finding> ofGroupsAndWorkspace(Workspace workspace, Operation operation) {
        if (workspace.identity().isUserAssigned()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Grant grant : RoleAssignmentsStep.grants(workspace)) {
            if (grant.scope().isResourceGroup() || grant.scope().equals(workspace.id())) {
                findings.addAll(missing(workspace, operation, grant));
            }
        }
        return findings;
    }

    /** Those at one scope. */
    List<Finding> at(ArmResourceId scope, Workspace workspace, Operation operation) {
        if (workspace.identity().isUserAssigned()) {
            return ofPrimary(scope, workspace);
        }
        List<Finding> findings = new ArrayList<>();
        for (Grant grant : RoleAssignmentsStep.grants(workspace)) {
            if (grant.scope().equals(scope)) {
                findings.addAll(missing(workspace, operation, grant));
            }
        }
        return findings;
    }

    /** A primary user-assigned identity has its roles from wherever; what counts is what it may. */
    private List<Finding> ofPrimary(ArmResourceId scope, Workspace workspace) {
        List<Finding> findings = new ArrayList<>();
        for (Check needed : PrimaryPermissions.of(workspace)) {
            if (AsciiCase.equal(needed.scope(), scope.toString())
                    && !access.isAllowed(workspace.identity().caller(workspace.tenantId()), needed)) {
                findings.add(Finding.error(
                        "WorkspaceIdentityRoleMissing",
                        "The primary user-assigned identity of the workspace (object id "
                                + workspace.identity().objectId()
                                + ") may not do '"
                                + needed.action()
                                + "' on '"
                                + scope
                                + "'. Make it Contributor there."));
            }
        }
        return findings;
    }

    private List<Finding> missing(Workspace workspace, Operation operation, Grant grant) {
        String query = grant.scope()
                + "/providers/Microsoft.Authorization/roleAssignments?api-version="
                + RoleAssignmentsStep.API_VERSION
                + "&$filter=principalId%20eq%20'"
                + workspace.identity().objectId()
                + "'";
        JsonNode listed = application
                .get(workspace, operation, query)
                .map(page -> page.path("value"))
                .orElse(null);
        if (listed != null) {
            for (JsonNode assignment : listed) {
                if (is(assignment.path("properties"), grant)) {
                    return List.of();
                }
            }
        }
        return List.of(Finding.error(
                "WorkspaceIdentityRoleMissing",
                "The managed identity of the workspace (object id "
                        + workspace.identity().objectId()
                        + ") has no role '"
                        + grant.roleName()
                        + "' on '"
                        + grant.scope()
                        + "'. Call resyncKeys to restore it."));
    }

    private static boolean is(JsonNode properties, Grant grant) {
        return AsciiCase.lower(properties.path("roleDefinitionId").asText()).endsWith("/" + grant.role())
                && AsciiCase.equal(
                        properties.path("scope").asText(), grant.scope().toString());
    }
}
