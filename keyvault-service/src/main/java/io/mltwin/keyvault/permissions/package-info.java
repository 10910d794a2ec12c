/**
 * Decides who may use a vault: tenant, firewall, permission. Uses vaults alone. Start reading at
 * {@link VaultAuthorizer}.
 */
package io.mltwin.keyvault.permissions;
