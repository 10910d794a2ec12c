package io.mltwin.keyvault.objects.cache;

import io.mltwin.keyvault.vaults.Vault;

/** A version of a secret or key as {@link ObjectCache} keeps it. */
public interface CachedVersion {

    /**
     * The vault as it was when the version was read; once it has changed, the version is read
     * again.
     */
    Vault vault();

    /** False when time alone may make another version the latest: then it is not kept. */
    boolean isLasting();

    /** About how many bytes it takes in memory. */
    int bytes();
}
