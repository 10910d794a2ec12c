package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Creates the role assignments that "Enterprise security and governance", Securing compute targets
 * and data, grants the workspace's system-assigned identity. A user-assigned identity has its roles
 * from its creator.
 */
@Singleton
public record RoleAssignmentsStep(MachineLearningApplication application, Workspaces workspaces)
        implements ProvisioningStep {
    public static final String API_VERSION = "2022-04-01";
    public static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    public static final String STORAGE_BLOB_DATA_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR = "69566ab7-960f-475b-8e7c-b3118f30c6bd";

    private static final String AUTHORIZATION = "Microsoft.Authorization";

    /** A role at a scope. */
    public record Grant(ArmResourceId scope, String role) {

        /** As people know the role. */
        public String roleName() {
            return switch (role) {
                case CONTRIBUTOR -> "Contributor";
                case STORAGE_BLOB_DATA_CONTRIBUTOR -> "Storage Blob Data Contributor";
                default -> "Storage File Data Privileged Contributor";
            };
        }
    }

    record Body(Properties properties) {}

    record Properties(String roleDefinitionId, String principalId, String principalType) {}

    @Override
    public String name() {
        return "role-assignments";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        if (workspace.ownIdentity() != null) {
            for (Grant grant : grants(workspace)) {
                give(workspace, operation, grant);
            }
        }
        return true;
    }

    /** Makes one assignment; one that stands stays as it is. */
    void give(Workspace workspace, Operation operation, Grant grant) {
        ArmResourceId id = assignmentId(workspace, grant);
        workspaces.granting(workspace.id(), id);
        put(workspace, operation, id, body(grant, workspace.ownIdentity().objectId()));
    }

    /** Makes one for a principal that outlives the workspace. */
    void give(Workspace workspace, Operation operation, Grant grant, String objectId) {
        ArmResourceId id = assignmentId(objectId + " " + grant.scope().key() + " " + grant.role(), grant);
        put(workspace, operation, id, body(grant, objectId));
    }

    private static Body body(Grant grant, String objectId) {
        String definition = ArmResourceId.subscription(grant.scope().subscriptionId())
                .provider(AUTHORIZATION, "roleDefinitions", grant.role())
                .toString();
        return new Body(new Properties(definition, objectId, "ServicePrincipal"));
    }

    private void put(Workspace workspace, Operation operation, ArmResourceId id, Body body) {
        try {
            application.put(workspace, operation, id, API_VERSION, body);
        } catch (AzureException fault) {
            if (!fault.code().equals("RoleAssignmentExists")) {
                throw fault;
            }
        }
    }

    /** Returns the grants of the document's table, and those for access to file shares by identity. */
    public static List<Grant> grants(Workspace workspace) {
        List<Grant> grants = new ArrayList<>();
        ArmResourceId group = workspace.id().providerScope();
        ArmResourceId vaultGroup = workspace.keyVault().id().providerScope();
        grants.add(new Grant(workspace.id(), CONTRIBUTOR));
        grants.add(new Grant(workspace.storageAccount().id(), STORAGE_BLOB_DATA_CONTRIBUTOR));
        grants.add(new Grant(workspace.containerRegistry().id(), CONTRIBUTOR));
        grants.add(new Grant(group, CONTRIBUTOR));
        if (workspace.isReachedByIdentity()) {
            grants.add(new Grant(workspace.storageAccount().id(), STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR));
        }
        if (!vaultGroup.equals(group)) {
            grants.add(new Grant(vaultGroup, CONTRIBUTOR));
        }
        return grants;
    }

    /** The same name whenever the step is repeated. */
    static ArmResourceId assignmentId(Workspace workspace, Grant grant) {
        return assignmentId(
                workspace.ownIdentity().objectId() + " " + grant.scope().key() + " " + grant.role(), grant);
    }

    private static ArmResourceId assignmentId(String seed, Grant grant) {
        UUID name = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        return grant.scope().provider(AUTHORIZATION, "roleAssignments", name.toString());
    }
}
