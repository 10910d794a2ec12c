package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.storage.cors.CorsRules;
import java.util.UUID;

/**
 * A storage account as its data planes see it.
 *
 * @param tenantId tenant whose tokens are accepted
 * @param allowSharedKeyAccess false: neither account keys nor signatures made with them are
 *     accepted
 * @param allowBlobPublicAccess false: no container answers whoever has no credential
 * @param softDelete how long what is deleted can come back
 * @param versioning whether what is overwritten or deleted becomes a previous version
 * @param customerKey names the customer's key and the identity that uses it, null under Microsoft's
 * @param hasScopes false: it has no encryption scope, and nobody has to ask for one
 * @param corsRules of the Blob service
 * @param remembered version of the row that this was read from, when nobody has asked yet whether
 *     it is still in force: the statement that reads or writes by it has to; null when it was asked
 */
public record StorageAccount(
        UUID id,
        ArmResourceId armId,
        String name,
        String tenantId,
        boolean allowSharedKeyAccess,
        boolean allowBlobPublicAccess,
        String minimumTlsVersion,
        NetworkRules network,
        String sku,
        String kind,
        String accessTier,
        SoftDelete softDelete,
        Versioning versioning,
        String customerKey,
        boolean hasScopes,
        CorsRules corsRules,
        String remembered) {

    /**
     * The same, of which only a statement's own look at the row will tell whether it is in force.
     */
    StorageAccount remembered(String version) {
        return new StorageAccount(
                id,
                armId,
                name,
                tenantId,
                allowSharedKeyAccess,
                allowBlobPublicAccess,
                minimumTlsVersion,
                network,
                sku,
                kind,
                accessTier,
                softDelete,
                versioning,
                customerKey,
                hasScopes,
                corsRules,
                version);
    }

    /** The same, after a statement has looked at the row. */
    public StorageAccount inForce() {
        return remembered == null ? this : remembered(null);
    }

    /** Whether its replication lets the secondary location be read. */
    public boolean hasReadableSecondary() {
        return StorageAccountRules.hasReadableSecondary(sku);
    }

    /** Scope of role assignments for one container. */
    public String containerScope(String container) {
        return armId + "/blobServices/default/containers/" + container;
    }

    /** Scope of role assignments for one file share. */
    public String shareScope(String share) {
        return armId + "/fileServices/default/fileshares/" + share;
    }
}
