/**
 * Versions of secrets and keys in memory, behind the repositories of both. Uses vaults alone. Start
 * reading at {@link ObjectCache}.
 */
package io.mltwin.keyvault.objects.cache;
