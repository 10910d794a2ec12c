package io.mltwin.testkit.architecture.keys;

import io.mltwin.testkit.architecture.Vault;

/** Knows the vault that it lies in. */
public record VaultKey(Vault vault) {}
