import java.security.Provider;
import java.security.Security;

/** The cryptography of the services, so that what a generator costs on their processors is little. */
final class ServiceCryptography {
    private ServiceCryptography() {}

    /** Puts its provider before the JDK's own, once in a JVM. */
    static void install() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Security.insertProviderAt((Provider) type.getField("INSTANCE").get(null), 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.out.println("(the JDK's own cryptography: " + e + ")");
        }
    }
}
