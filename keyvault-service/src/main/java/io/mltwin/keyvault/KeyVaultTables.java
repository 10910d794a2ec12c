package io.mltwin.keyvault;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lists the tables that a reset clears: all of them, since a vault's data key goes with the vault.
 */
class KeyVaultTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "vault",
                        "secret",
                        "secret_version",
                        "vault_key",
                        "vault_key_version",
                        "certificate",
                        "certificate_version",
                        "certificate_order",
                        "certificate_issuer",
                        "certificate_contacts"),
                List.of());
    }
}
