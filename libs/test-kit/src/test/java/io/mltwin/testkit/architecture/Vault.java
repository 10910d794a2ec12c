package io.mltwin.testkit.architecture;

import io.mltwin.testkit.architecture.keys.VaultKey;

/** Uses a package that uses this one. */
public record Vault(VaultKey key) {}
