package io.mltwin.workspace.machinelearning.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.machinelearning.provisioning.RoleAssignmentsStep;
import io.mltwin.workspace.machinelearning.provisioning.RoleAssignmentsStep.Grant;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the role assignments of the document's table still stand. */
@Singleton
class GrantCheck {

    private final MachineLearningApplication application;

    GrantCheck(MachineLearningApplication application) {
        this.application = application;
    }

    /** Those on the workspace itself and on the groups of workspace and vault. */
    List<Finding> ofGroupsAndWorkspace(Workspace workspace, Operation operation) {
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
        List<Finding> findings = new ArrayList<>();
        for (Grant grant : RoleAssignmentsStep.grants(workspace)) {
            if (grant.scope().equals(scope)) {
                findings.addAll(missing(workspace, operation, grant));
            }
        }
        return findings;
    }

    private List<Finding> missing(Workspace workspace, Operation operation, Grant grant) {
        String query =
                grant.scope()
                        + "/providers/Microsoft.Authorization/roleAssignments?api-version="
                        + RoleAssignmentsStep.API_VERSION
                        + "&$filter=principalId%20eq%20'"
                        + workspace.identity().objectId()
                        + "'";
        JsonNode listed =
                application
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
        String role =
                grant.role().equals(RoleAssignmentsStep.CONTRIBUTOR)
                        ? "Contributor"
                        : "Storage Blob Data Contributor";
        return List.of(
                Finding.error(
                        "WorkspaceIdentityRoleMissing",
                        "The managed identity of the workspace (object id "
                                + workspace.identity().objectId()
                                + ") has no role '"
                                + role
                                + "' on '"
                                + grant.scope()
                                + "'. Call resyncKeys to restore it."));
    }

    private static boolean is(JsonNode properties, Grant grant) {
        return properties
                        .path("roleDefinitionId")
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .endsWith("/" + grant.role())
                && properties.path("scope").asText().equalsIgnoreCase(grant.scope().toString());
    }
}
