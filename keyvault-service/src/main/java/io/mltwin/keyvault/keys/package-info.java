/**
 * Keys and operations with them, in the data plane and in Azure Resource Manager. Uses objects and
 * permissions. Start reading at {@link KeyService}.
 */
package io.mltwin.keyvault.keys;
