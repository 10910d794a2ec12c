package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.AssignedIdentities.PreparedIdentities;
import io.mltwin.workspace.machinelearning.WorkspaceEntity.WorkspaceRepository;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import io.mltwin.workspace.machinelearning.encryption.EncryptionValidators;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;

/**
 * Asks other services for what a request for a workspace needs, before the transaction that changes
 * its row: checks of the resources and of the key that it names, and its identities.
 */
@Singleton
record WorkspacePreparation(
        WorkspaceRepository rows,
        DependentNames names,
        LinkedResourceValidator linkedResources,
        EncryptionValidators encryptionValidators,
        AssignedIdentities identities,
        ObjectMapper json,
        Clock clock) {

    /**
     * The preparation of a request for a workspace, before its transaction.
     *
     * @param created the row of a new workspace, null when there is one
     */
    record PreparedWorkspace(WorkspaceEntity created, PreparedIdentities identities) {}

    PreparedWorkspace preparePut(ArmCall call, WorkspaceBody body, ResourceClaim claim) {
        WorkspaceEntity row = find(call.id());
        String region = WorkspaceValidator.region(body);
        WorkspaceBody.Properties given = WorkspaceValidator.properties(body);
        EncryptionBody key = given.encryption();
        if (row == null) {
            linkedResources.check(call, region, given);
        }
        boolean isToBeMade = row == null || row.provisioningState.equals("Failed");
        if (isToBeMade && key != null && key.isEnabled()) {
            encryptionValidators.validate(call, region, key);
        }
        IdentityPlan plan = IdentityPlan.of(row, body, true, json);
        if (row == null) {
            WorkspaceEntity created = newRow(call, given, region);
            return new PreparedWorkspace(created, identities.prepare(call, created, plan, key, claim));
        }
        return prepareChange(call, body, row, plan, claim);
    }

    PreparedWorkspace preparePatch(ArmCall call, WorkspaceBody body, ResourceClaim claim) {
        WorkspaceEntity row = RowTransactions.inOne(() -> rows.require(call.id()));
        IdentityPlan plan = IdentityPlan.of(row, body, false, json);
        return prepareChange(call, body, row, plan, claim);
    }

    private PreparedWorkspace prepareChange(
            ArmCall call, WorkspaceBody body, WorkspaceEntity row, IdentityPlan plan, ResourceClaim claim) {
        WorkspaceValidator.requireUnchanged(row, body);
        WorkspaceValidator.requireIdle(row);
        return new PreparedWorkspace(null, identities.prepare(call, row, plan, null, claim));
    }

    private WorkspaceEntity find(ArmResourceId id) {
        return RowTransactions.inOne(() -> rows.findById(id.key()));
    }

    private WorkspaceEntity newRow(ArmCall call, WorkspaceBody.Properties given, String region) {
        WorkspaceEntity row = new WorkspaceEntity();
        row.create(call.id(), region, clock.instant());
        row.workspaceId = UUID.randomUUID().toString();
        row.tenantId = call.caller().tenantId();
        row.friendlyName = call.id().name();
        row.hbiWorkspace = Boolean.TRUE.equals(given.hbiWorkspace());
        row.passiveProperties = JsonColumn.write(PassthroughProperties.NONE);
        row.systemDatastoresAuthMode = WorkspaceValidator.BY_KEY;
        row.storageAccountGiven = given.storageAccount() != null;
        row.storageAccountId = id(given.storageAccount(), names.storageAccount(call.id()));
        row.keyVaultGiven = given.keyVault() != null;
        row.keyVaultId = id(given.keyVault(), names.keyVault(call.id()));
        row.applicationInsightsGiven = given.applicationInsights() != null;
        row.applicationInsightsId = id(given.applicationInsights(), names.applicationInsights(call.id()));
        row.containerRegistryGiven = given.containerRegistry() != null;
        row.containerRegistryId = id(given.containerRegistry(), names.containerRegistry(call.id()));
        if (given.encryption() != null && given.encryption().isEnabled()) {
            row.customerVaultId = given.encryption().keyVaultProperties().keyVaultArmId();
            row.customerKey = given.encryption().keyVaultProperties().keyIdentifier();
            row.managedGroupId = names.managedGroup(call.id()).toString();
        }
        row.ownIdentity = true;
        row.provisioningState = "Creating";
        row.skuName = "Basic";
        row.skuTier = "Basic";
        row.createdBy = call.caller().displayName();
        row.createdByType = SystemData.typeOf(call.caller());
        return row;
    }

    private static String id(String given, ArmResourceId made) {
        return given == null ? made.toString() : ArmResourceId.parse(given).toString();
    }

    /**
     * Ids of the resources that a workspace makes for itself: its name and ten random digits, as the
     * portal does, within the naming rules of each type.
     */
    @Singleton
    record DependentNames(SecureRandom random) {
        private static final long SUFFIXES = 10_000_000_000L;
        private static final int LONGEST_STEM = 13;
        private static final int LONGEST_GROUP = 90 - 36;

        /** 3 to 24 lower-case letters and digits. */
        ArmResourceId storageAccount(ArmResourceId workspace) {
            return in(workspace, "Microsoft.Storage", "storageAccounts", stem(workspace) + suffix());
        }

        /** 3 to 24 letters, digits and hyphens, starting with a letter. */
        ArmResourceId keyVault(ArmResourceId workspace) {
            String stem = stem(workspace);
            String letterFirst = stem.isEmpty() || !Character.isLetter(stem.charAt(0)) ? "k" + stem : stem;
            return in(workspace, "Microsoft.KeyVault", "vaults", letterFirst + suffix());
        }

        ArmResourceId applicationInsights(ArmResourceId workspace) {
            return in(workspace, "Microsoft.Insights", "components", AsciiCase.lower(workspace.name()) + suffix());
        }

        /** 5 to 50 letters and digits. */
        ArmResourceId containerRegistry(ArmResourceId workspace) {
            return in(workspace, "Microsoft.ContainerRegistry", "registries", stem(workspace) + suffix());
        }

        /** The group that Azure ML manages: the workspace's group and a GUID, at most 90 characters. */
        ArmResourceId managedGroup(ArmResourceId workspace) {
            String group = workspace.resourceGroup();
            String stem = group.substring(0, Math.min(LONGEST_GROUP, group.length()));
            return ArmResourceId.subscription(workspace.subscriptionId()).resourceGroup(stem + UUID.randomUUID());
        }

        private static ArmResourceId in(ArmResourceId workspace, String namespace, String type, String name) {
            return workspace.providerScope().provider(namespace, type, name);
        }

        private static String stem(ArmResourceId workspace) {
            String stem = AsciiCase.lower(workspace.name()).replaceAll("[^a-z0-9]", "");
            return stem.substring(0, Math.min(LONGEST_STEM, stem.length()));
        }

        private String suffix() {
            return String.format(Locale.ROOT, "%010d", random.nextLong(SUFFIXES));
        }
    }
}
