/**
 * Secrets in the data plane and in Azure Resource Manager. Uses objects and permissions. Start
 * reading at {@link SecretService}.
 */
package io.mltwin.keyvault.secrets;
