package io.mltwin.workspace.databricks;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.databricks.DatabricksParameters.DbfsKey;
import io.mltwin.workspace.databricks.RootStorage.Wanted;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;

/** Makes, changes and deletes Databricks workspaces. */
@Singleton
record DatabricksService(RootStorage storage, ManagedGroup groups, AccessTokens tokens, SecureRandom random) {
    private static final String DEFAULT_STORAGE = "Standard_GRS";

    /** Numbers of workspaces have sixteen digits. */
    private static final long SMALLEST = 1_000_000_000_000_000L;

    private static final long LARGEST = 9_000_000_000_000_000L;

    /**
     * A change whose storage account is ready.
     *
     * @param principal of the account's identity; null for none
     */
    record Prepared(Wanted storage, String sku, String principal, Boolean noPublicIp) {}

    /** Prepares a PUT or PATCH; new workspaces get their storage account here. */
    Prepared prepare(ArmCall call, DatabricksBody body, DatabricksEntity row) {
        Optional<DatabricksEntity> existing = Optional.of(row).filter(found -> !found.isNew());
        boolean namesGroup =
                call.isPut() || body.properties() != null && body.properties().managedResourceGroupId() != null;
        ArmResourceId group = namesGroup
                ? DatabricksValidator.managedGroup(call.id(), body.properties())
                : ArmResourceId.parse(row.managedGroup);
        if (existing.isPresent() && !AsciiCase.equal(group.toString(), row.managedGroup)) {
            throw ArmErrors.propertyChangeNotAllowed("managedResourceGroupId");
        }
        DatabricksParameters given = body.properties() == null
                ? DatabricksParameters.NONE
                : DatabricksParameters.read(body.properties().parameters());
        String sku = body.sku() == null && existing.isPresent() ? existing.get().sku : DatabricksValidator.sku(body);
        String account = kept(
                "storageAccountName",
                given.storageAccountName(),
                existing.map(found -> found.storageAccount),
                RootStorage.defaultName(call.id()));
        String storageSku = kept(
                "storageAccountSkuName",
                given.storageAccountSkuName(),
                existing.map(found -> found.storageSku),
                DEFAULT_STORAGE);
        boolean isPrepared =
                existing.filter(found -> found.storagePrincipal != null).isPresent();
        if (isPrepared && Boolean.FALSE.equals(given.prepareEncryption())) {
            throw ArmErrors.propertyChangeNotAllowed("parameters.prepareEncryption");
        }
        requireKeyFits(given.key(), isPrepared, sku, existing);
        Wanted wanted = new Wanted(
                group,
                row.location,
                account,
                storageSku,
                isPrepared || Boolean.TRUE.equals(given.prepareEncryption()),
                given.key());
        return new Prepared(wanted, sku, storage.ensure(call, wanted).orElse(null), given.enableNoPublicIp());
    }

    /** The customer lets the account's identity into the vault before the key is named. */
    private static void requireKeyFits(
            DbfsKey key, boolean isPrepared, String sku, Optional<DatabricksEntity> existing) {
        boolean isUsed =
                key == null ? existing.filter(DatabricksEntity::hasCustomerKey).isPresent() : !key.isMicrosofts();
        if (isUsed && !sku.equals(DatabricksValidator.PREMIUM)) {
            throw DatabricksValidator.invalid(
                    "parameters.encryption", "a key of the customer's needs the sku premium.");
        }
        if (isUsed && !isPrepared) {
            throw DatabricksValidator.invalid(
                    "parameters.encryption",
                    "set parameters.prepareEncryption first, and let storageAccountIdentity into the vault.");
        }
    }

    private static String kept(String parameter, String given, Optional<String> existing, String usual) {
        if (existing.isPresent() && given != null && !given.equals(existing.get())) {
            throw ArmErrors.propertyChangeNotAllowed("parameters." + parameter);
        }
        return existing.orElse(given == null ? usual : given);
    }

    /** Changes a row as it was prepared. */
    void change(ArmCall call, DatabricksEntity row, Prepared prepared) {
        if (row.isNew()) {
            begin(call, row, prepared.storage());
        }
        row.sku = prepared.sku();
        row.storagePrincipal = prepared.principal();
        if (prepared.noPublicIp() != null) {
            row.noPublicIp = prepared.noPublicIp();
        }
        DbfsKey key = prepared.storage().key();
        if (key != null) {
            row.keyVaultUri = key.vaultUri();
            row.keyName = key.name();
            row.keyVersion = key.version();
        }
    }

    private void begin(ArmCall call, DatabricksEntity row, Wanted storage) {
        row.workspaceNumber = random.nextLong(SMALLEST, LARGEST);
        row.tenantId = call.caller().tenantId();
        row.managedGroup = storage.group().toString();
        row.storageAccount = storage.account();
        row.storageSku = storage.sku();
        row.createdBy = call.caller().objectId();
        row.createdByApplication = call.caller().applicationId();
    }

    /** Deletes the managed resource group, before the workspace goes. */
    void prepareDeletion(ArmCall call, DatabricksEntity row) {
        groups.remove(call, ArmResourceId.parse(row.managedGroup));
    }

    /** Ends the tokens of a workspace that is deleted. */
    void end(DatabricksEntity row) {
        tokens.deleteOf(row.key);
    }
}
