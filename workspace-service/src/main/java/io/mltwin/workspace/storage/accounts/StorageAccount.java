package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.ArmResourceId;
import java.util.UUID;

/**
 * A storage account as its data planes see it.
 *
 * @param tenantId tenant whose tokens are accepted
 * @param allowSharedKeyAccess false: neither account keys nor signatures made with them are
 *     accepted
 */
public record StorageAccount(
        UUID id, ArmResourceId armId, String name, String tenantId, boolean allowSharedKeyAccess) {

    /** Scope of role assignments for one container. */
    public String containerScope(String container) {
        return armId + "/blobServices/default/containers/" + container;
    }
}
