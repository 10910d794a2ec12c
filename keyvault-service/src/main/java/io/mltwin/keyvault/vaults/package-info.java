/**
 * Vaults in Azure Resource Manager, and in memory for the data plane. Uses nothing of what is in a
 * vault. Start reading at {@link VaultService} or {@link VaultCache}.
 */
package io.mltwin.keyvault.vaults;
