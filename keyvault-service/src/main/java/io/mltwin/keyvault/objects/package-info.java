/**
 * The parts that secrets, keys and certificates have in common: names, attributes, rows and repositories.
 * Uses vaults and the cache. Start reading at {@link ObjectRepository}.
 */
package io.mltwin.keyvault.objects;
