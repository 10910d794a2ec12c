package io.mltwin.local.trust;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/**
 * Whether the Corretto provider, which every service installs first, loads on this machine. It
 * needs glibc and x86-64 or AArch64; without it a JVM held to its first compiler would sign ten
 * times slower than one that is not.
 */
public final class CryptoProvider {
    private CryptoProvider() {}

    /** The provider if its native library loads and passes its own tests. It is not installed. */
    public static Optional<Provider> load() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
        } catch (LinkageError e) {
            // No native library for this machine: the answer is the same as for one that fails to
            // load.
            return Optional.empty();
        }
    }
}
