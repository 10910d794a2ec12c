package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import io.mltwin.workspace.machinelearning.encryption.EncryptionValidators;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts managed identities on a workspace and takes them off ("Set up service authentication":
 * user-assigned managed identity of a workspace). The caller who assigns one needs {@code
 * assign/action} on it; the one that the workspace will act as must have its permissions on the
 * workspace's resources before, since Azure ML gives it none.
 *
 * <p>Identities are put on before the row names them, and a repeated request gives them new keys
 * after a crash; those that come off are noted in the row, and the operation ends them.
 */
@Singleton
record AssignedIdentities(HostedIdentities hosted, AccessClient access, EncryptionValidators encryptionValidators) {

    /**
     * The answers of other services about a workspace's identities.
     *
     * @param added put on the workspace by this request
     * @param keyIdentity the identity that opens a new workspace's customer-managed key, or null
     */
    record PreparedIdentities(List<HostedIdentity> added, String keyIdentity) {}

    /**
     * Puts on what is new; the claim takes it off again should the request fail.
     *
     * @param encryption what a new workspace says of its key, else null
     */
    PreparedIdentities prepare(
            ArmCall call, WorkspaceEntity row, IdentityPlan plan, EncryptionBody encryption, ResourceClaim claim) {
        List<HostedIdentity> present = HostedIdentity.read(row.userIdentities);
        List<HostedIdentity> added = assign(call, row, plan, present);
        if (!added.isEmpty()) {
            claim.undoBy(() -> hosted.end(call.id(), added));
        }
        List<HostedIdentity> all = joined(present, added);
        String primary = spelled(all, plan.primary());
        if (primary != null && !primary.equals(row.primaryIdentity)) {
            requirePermissions(row, one(all, primary));
        }
        String keyIdentity = encryption == null || encryption.userAssignedIdentity() == null
                ? null
                : requireKeyIdentity(call, row, encryption, all);
        return new PreparedIdentities(added, keyIdentity);
    }

    private List<HostedIdentity> assign(
            ArmCall call, WorkspaceEntity row, IdentityPlan plan, List<HostedIdentity> present) {
        if (plan.wanted() == null || plan.wanted().given().isEmpty()) {
            return List.of();
        }
        return hosted.apply(call.id(), row.tenantId, present, plan.added(), false, call.caller()).stream()
                .filter(one -> !present.contains(one))
                .toList();
    }

    /**
     * Writes into the row which identities the workspace has.
     *
     * @return the step from which provisioning goes on for a workspace that stands: it acts as
     *     another identity than before, got one of its own, or some are to be ended; else null
     */
    String apply(WorkspaceEntity row, IdentityPlan plan, PreparedIdentities prepared) {
        List<HostedIdentity> all = joined(HostedIdentity.read(row.userIdentities), prepared.added());
        List<HostedIdentity> staying = all.stream().filter(plan::assigns).toList();
        String primary = spelled(staying, plan.primary());
        boolean other = primary != null && !primary.equals(row.primaryIdentity);
        boolean gains = plan.own() && !row.ownIdentity;
        boolean actsAsOwn = primary == null && row.primaryIdentity != null;
        List<HostedIdentity> leaving = leaving(row, plan, all);
        if (!plan.own()) {
            row.identityObjectId = null;
            row.identityClientId = null;
            row.identityWrappedKey = null;
        }
        row.ownIdentity = plan.own();
        row.userIdentities = HostedIdentity.write(staying);
        row.leavingIdentities = HostedIdentity.write(leaving);
        row.primaryIdentity = primary;
        if (other || gains || actsAsOwn) {
            return WorkspaceService.IDENTITY_STEP;
        }
        return leaving.isEmpty() ? null : WorkspaceService.REMOVAL_STEP;
    }

    /** Those that are still to be ended, and those that come off now. */
    private static List<HostedIdentity> leaving(WorkspaceEntity row, IdentityPlan plan, List<HostedIdentity> all) {
        List<HostedIdentity> leaving = new ArrayList<>(HostedIdentity.read(row.leavingIdentities));
        leaving.addAll(all);
        leaving.removeIf(plan::assigns);
        if (plan.own()) {
            leaving.removeIf(one -> one.isOf(row.id));
        } else if (row.identityWrappedKey != null) {
            leaving.add(new HostedIdentity(row.id, row.identityObjectId, row.identityClientId, row.tenantId, null));
        }
        return leaving;
    }

    /** Requires the permissions that the workspace needs as the identity: to take keys and read its resources. */
    private void requirePermissions(WorkspaceEntity row, HostedIdentity primary) {
        for (Check needed : PrimaryPermissions.of(WorkspaceMapper.view(row))) {
            access.require(caller(primary), needed.action(), needed.scope());
        }
    }

    private String requireKeyIdentity(
            ArmCall call, WorkspaceEntity row, EncryptionBody encryption, List<HostedIdentity> all) {
        HostedIdentity identity = HostedIdentities.find(all, encryption.userAssignedIdentity())
                .orElseThrow(() -> notAssigned(encryption));
        encryptionValidators.validateIdentity(call, row.location, encryption, caller(identity));
        return identity.resourceId();
    }

    private static Caller caller(HostedIdentity identity) {
        return new Caller(identity.tenantId(), identity.objectId(), identity.clientId(), null, List.of());
    }

    private static AzureException notAssigned(EncryptionBody encryption) {
        return badRequest(
                        "ValidationError",
                        "The identity '%s' of properties.encryption is not among identity.userAssignedIdentities.",
                        encryption.userAssignedIdentity())
                .withTarget("properties.encryption.identity.userAssignedIdentity");
    }

    /** All of them, without those that are added although they are there by now. */
    private static List<HostedIdentity> joined(List<HostedIdentity> present, List<HostedIdentity> added) {
        List<HostedIdentity> all = new ArrayList<>(present);
        added.stream()
                .filter(one -> HostedIdentities.find(present, one.resourceId()).isEmpty())
                .forEach(all::add);
        return all;
    }

    private static String spelled(List<HostedIdentity> all, String armId) {
        return armId == null ? null : one(all, armId).resourceId();
    }

    private static HostedIdentity one(List<HostedIdentity> all, String armId) {
        return HostedIdentities.find(all, armId).orElseThrow();
    }
}
