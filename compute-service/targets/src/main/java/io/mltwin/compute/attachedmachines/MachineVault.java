package io.mltwin.compute.attachedmachines;

import io.mltwin.access.Tokens;
import io.mltwin.compute.workspaces.VaultErrors;
import io.mltwin.managedidentities.IdentityVault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import jakarta.inject.Singleton;

/**
 * The vault of Microsoft's own subscription, where the private keys of attached machines lie: no
 * customer's token opens it (seed: "stored in a separate key vault that's associated with a
 * Microsoft subscription").
 */
@Singleton
record MachineVault(IdentityVault vault, Tokens tokens, Principals principals, Addresses addresses) {

    private static final String NAME = "aml-ssh-credentials";
    private static final String CONTENT_TYPE = "application/pkcs8";

    void set(String name, String value) {
        vault.set(credential(), name, value, CONTENT_TYPE);
    }

    String get(String name) {
        return vault.get(credential(), name);
    }

    void remove(String name) {
        vault.remove(credential(), name);
    }

    private IdentityVault.Credential credential() {
        return new IdentityVault.Credential(
                "https://" + addresses.vaultHost(NAME),
                () -> tokens.asApplication(addresses.vaultAudience()).value(),
                () -> tokens.forget(principals.service(addresses.self()).applicationId()),
                VaultErrors::refusedByMicrosoft);
    }
}
