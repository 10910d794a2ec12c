package io.mltwin.keyvault.vaults;

/**
 * A request that concerns a vault which its path does not name, or under another name than its
 * method says: told for the audit, inside the request.
 *
 * @param operation Azure's name, {@code VaultPurge}
 */
public record VaultAsked(String armId, String operation) {}
