package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;

/** {@code /subscriptions/{s}/providers/Microsoft.KeyVault/locations/{l}/deletedVaults/{n}}. */
record DeletedVaultId(String subscriptionId, String location, String name) {

    static DeletedVaultId of(ArmResourceId id) {
        return new DeletedVaultId(id.subscriptionId(), id.names().get(0), id.name());
    }
}
