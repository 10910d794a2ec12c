package io.mltwin.workspace.machinelearning;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.ManagedIdentities;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.customerkeys.HostedIdentities;
import io.mltwin.customerkeys.HostedIdentity;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import io.mltwin.workspace.machinelearning.encryption.EncryptionChecks;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Puts managed identities on a workspace and takes them off ("Set up service authentication":
 * user-assigned managed identity of a workspace). Whoever assigns one needs {@code assign/action}
 * on it; the one that the workspace will act as must have its permissions on the workspace's
 * resources before, since Azure ML gives it none.
 */
@Singleton
class AssignedIdentities {

    private final HostedIdentities hosted;
    private final ManagedIdentities identities;
    private final Tokens tokens;
    private final AccessClient access;
    private final EncryptionChecks encryptionChecks;

    AssignedIdentities(
            HostedIdentities hosted,
            ManagedIdentities identities,
            Tokens tokens,
            AccessClient access,
            EncryptionChecks encryptionChecks) {
        this.hosted = hosted;
        this.identities = identities;
        this.tokens = tokens;
        this.access = access;
        this.encryptionChecks = encryptionChecks;
    }

    /**
     * Takes over what the plan says; a request that is refused leaves all as it was.
     *
     * @param encryption what a new workspace says of its key, else null
     * @param replaces true for a PUT
     * @return whether a standing workspace acts as another identity than before, or got one of its
     *     own
     */
    boolean apply(
            ArmCall call,
            WorkspaceEntity row,
            IdentityPlan plan,
            EncryptionBody encryption,
            boolean replaces) {
        ArmResourceId id = ArmResourceId.parse(row.id);
        List<HostedIdentity> before = HostedIdentity.read(row.userIdentities);
        List<HostedIdentity> all = before;
        if (plan.wanted() != null && !plan.wanted().given().isEmpty()) {
            all = hosted.apply(id, row.tenantId, before, plan.added(), false, call.caller());
        }
        String primary = spelled(all, plan.primary());
        boolean other = primary != null && !primary.equals(row.primaryIdentity);
        try {
            if (other) {
                checkPrimary(row, one(all, primary));
            }
            if (encryption != null && encryption.userAssignedIdentity() != null) {
                row.keyIdentity = checkKeyIdentity(call, row, encryption, all);
            }
        } catch (AzureFault refused) {
            List<HostedIdentity> added = all.stream().filter(one -> !before.contains(one)).toList();
            hosted.end(id, added);
            throw refused;
        }
        if (plan.wanted() != null) {
            all = hosted.apply(id, row.tenantId, all, plan.withoutOwn(), replaces, call.caller());
        }
        boolean gains = plan.own() && !row.ownIdentity;
        boolean actsAsOwn = primary == null && row.primaryIdentity != null;
        if (row.ownIdentity && !plan.own()) {
            endOwn(row);
        }
        row.ownIdentity = plan.own();
        row.userIdentities = HostedIdentity.write(all);
        row.primaryIdentity = primary;
        return other || gains || actsAsOwn;
    }

    /** What the workspace will do as the identity: take keys and read its resources. */
    private void checkPrimary(WorkspaceEntity row, HostedIdentity primary) {
        Caller identity =
                new Caller(
                        primary.tenantId(),
                        primary.objectId(),
                        primary.clientId(),
                        null,
                        List.of());
        for (Check needed : PrimaryPermissions.of(WorkspaceMapper.view(row))) {
            access.require(identity, needed.action(), needed.scope());
        }
    }

    private String checkKeyIdentity(
            ArmCall call,
            WorkspaceEntity row,
            EncryptionBody encryption,
            List<HostedIdentity> all) {
        HostedIdentity identity =
                HostedIdentities.find(all, encryption.userAssignedIdentity())
                        .orElseThrow(
                                () ->
                                        new AzureFault(
                                                        400,
                                                        "ValidationError",
                                                        "The identity '"
                                                                + encryption.userAssignedIdentity()
                                                                + "' of properties.encryption is"
                                                                + " not among"
                                                                + " identity.userAssignedIdentities.")
                                                .withTarget(
                                                        "properties.encryption.identity.userAssignedIdentity"));
        encryptionChecks.checkIdentity(
                call,
                row.location,
                encryption,
                new Caller(
                        identity.tenantId(),
                        identity.objectId(),
                        identity.clientId(),
                        null,
                        List.of()));
        return identity.resourceId();
    }

    private void endOwn(WorkspaceEntity row) {
        identities.delete(row.id);
        if (row.identityClientId != null) {
            tokens.forget(row.identityClientId);
        }
        row.identityObjectId = null;
        row.identityClientId = null;
        row.identityWrappedKey = null;
    }

    private static String spelled(List<HostedIdentity> all, String armId) {
        return armId == null ? null : one(all, armId).resourceId();
    }

    private static HostedIdentity one(List<HostedIdentity> all, String armId) {
        return HostedIdentities.find(all, armId).orElseThrow();
    }
}
