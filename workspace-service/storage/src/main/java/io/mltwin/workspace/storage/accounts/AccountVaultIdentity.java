package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.noVaultIdentity;

import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.workspace.storage.accounts.StorageAccountEntity.StorageAccountRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The identity by which an account uses customers' keys, its encryption scopes too: the one that is
 * set with the account's own key, else the account's system-assigned one.
 */
@Singleton
public record AccountVaultIdentity(StorageAccountRepository accounts, HostedIdentities identities) {
    /**
     * An identity.
     *
     * @param token for vaults
     */
    public record Identity(String resourceId, Supplier<String> token) {}

    /**
     * Returns the account's.
     *
     * @throws io.mltwin.armweb.AzureException 403 when it has none
     */
    public Identity of(UUID accountId) {
        StorageAccountEntity account = QuarkusTransaction.joiningExisting().call(() -> accounts.byUid(accountId));
        String name = account.keyIdentity();
        HostedIdentity identity = HostedIdentities.find(HostedIdentity.read(account.identities), name)
                .orElseThrow(() -> noVaultIdentity(name));
        return new Identity(name, identities.vaultToken(account.id, identity));
    }
}
