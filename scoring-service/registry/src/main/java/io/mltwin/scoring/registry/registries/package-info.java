/**
 * Registries as resources of Azure Resource Manager, with their passwords and data keys. Uses
 * {@code resource-provider} and {@code customer-keys}. Start reading at {@link
 * io.mltwin.scoring.registry.registries.RegistryProvider}.
 */
package io.mltwin.scoring.registry.registries;
