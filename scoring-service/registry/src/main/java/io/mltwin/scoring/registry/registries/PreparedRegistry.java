package io.mltwin.scoring.registry.registries;

/**
 * A PUT or PATCH of a registry after other services were asked.
 *
 * @param draft the registry as it is to be: a copy of its row, or a new one
 */
record PreparedRegistry(RegistrySettings settings, RegistryEntity draft, PreparedEncryption encryption) {}
