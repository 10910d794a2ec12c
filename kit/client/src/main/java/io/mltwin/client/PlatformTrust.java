package io.mltwin.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Trust in the authority of a platform: for one connection, or, where a test asks for it, for the
 * whole JVM.
 */
final class PlatformTrust {
    private static final String PASSWORD = "changeit";
    private static final Map<Path, Certificate> OF_JVM = new LinkedHashMap<>();

    private PlatformTrust() {}

    /** Returns a context that trusts one authority and no other. */
    static SSLContext only(Path authority) {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("mltwin", certificate(authority));
            return context(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new MltwinException("The authority's certificate " + authority + " cannot be used: " + e, e);
        }
    }

    /**
     * Adds an authority to what this JVM trusts until it ends: to its default context, and to a
     * copy of its trust store
     * that {@code javax.net.ssl.trustStore} names from now on.
     */
    static synchronized void addToJvm(Path authority) {
        try {
            if (OF_JVM.put(authority, certificate(authority)) != null) {
                return;
            }
            KeyStore store = empty();
            int count = 0;
            for (X509Certificate known : trustedByJvm()) {
                store.setCertificateEntry("jvm-" + count++, known);
            }
            for (Certificate added : OF_JVM.values()) {
                store.setCertificateEntry("mltwin-" + count++, added);
            }
            Path file = Files.createTempFile("mltwin-trust-", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            SSLContext.setDefault(context(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new MltwinException("This JVM cannot be made to trust " + authority + ": " + e, e);
        }
    }

    private static X509Certificate[] trustedByJvm() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager trusting) {
                return trusting.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory(store).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
