package io.mltwin.platform.start;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.Security;

/**
 * Installs the Corretto crypto provider before all others: under the C1 compiler alone the JDK's
 * own RSA and AES-GCM are ten to a hundred times slower.
 */
public final class CryptoProvider {

    private CryptoProvider() {}

    /**
     * Installs the provider.
     *
     * @return null on success, else why it cannot be used on this machine
     */
    public static String installFirst() {
        try {
            Throwable error = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
            if (error != null) {
                return error.toString();
            }
            AmazonCorrettoCryptoProvider.install();
            return null;
        } catch (RuntimeException | LinkageError e) {
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
            return e.toString();
        }
    }

    /** The one source of randomness, injectable. */
    @Singleton
    static class Randomness {

        @Produces
        @Singleton
        SecureRandom secureRandom() {
            return new SecureRandom();
        }
    }
}
