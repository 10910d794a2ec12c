package io.mltwin.testkit;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.Pem;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The trust material of one test run, made by the launcher's own code in a temporary folder, and a
 * block of ports that nobody else uses.
 */
public record TestTrust(DataFolder folder, Ports ports) implements AutoCloseable {

    private static final char[] NO_PASSWORD = new char[0];

    static TestTrust create() {
        try {
            Path root = Files.createTempDirectory("mltwin-test");
            // PostgreSQL may have to run as another user; what is private lies in folders of its
            // own
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            DataFolder folder = new DataFolder(root);
            folder.create();
            Ports ports = new Ports(FreePorts.base());
            new TrustMaterial(
                            folder,
                            PlatformSettings.DEFAULT_BASE,
                            Clock.systemUTC(),
                            new SecureRandom(),
                            CryptoProvider.load())
                    .ensure(ports);
            return new TestTrust(folder, ports);
        } catch (IOException e) {
            throw new UncheckedIOException("The trust material of this test run cannot be made", e);
        }
    }

    /** Domain of all names. */
    public String base() {
        return PlatformSettings.DEFAULT_BASE;
    }

    /** {@code https://login.BASE:port} and the like: a name of a service with its port. */
    public String url(String label, PlatformService service) {
        return "https://" + host(label, service);
    }

    public String host(String label, PlatformService service) {
        return label + "." + base() + ":" + ports.of(service);
    }

    /** The certificate whose key signs a service's client assertions. */
    X509Certificate clientCertificate(PlatformService service) {
        try {
            return Pem.certificate(folder.privateOf(service.key()).resolve("client.pem"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no client certificate of " + service.key(), e);
        }
    }

    /** A store that trusts the platform's authority only. */
    public KeyStore authorities() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("ca", Pem.certificate(folder.caCertificate()));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no authority in " + folder.root(), e);
        }
    }

    /** TLS of a server that answers with a service's own certificate. */
    SSLContext serverTls(PlatformService service) {
        Path own = folder.privateOf(service.key());
        try {
            KeyStore store = emptyStore();
            PrivateKey key = Pem.key(own.resolve("tls-key.pem"), "EC");
            store.setKeyEntry("tls", key, NO_PASSWORD, new Certificate[] {Pem.certificate(own.resolve("tls.pem"))});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no TLS key of " + service.key(), e);
        }
    }

    /** TLS of a client that trusts the platform's authority only. */
    SSLContext clientTls() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this JDK", e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    @Override
    public void close() throws IOException {
        folder.delete();
    }
}
