package io.mltwin.keyvault.vaults;

/**
 * An operation on a vault whose request's path and method do not name it; fired within the request,
 * for the audit.
 *
 * @param operation Azure's name, {@code VaultPurge}
 */
public record VaultOperation(String armId, String operation) {}
