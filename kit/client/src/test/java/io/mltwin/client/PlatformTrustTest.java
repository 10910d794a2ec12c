package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTrustTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static HttpsServer server;
    private static Path authority;
    private static SSLContext before;

    @BeforeAll
    static void start() throws Exception {
        before = SSLContext.getDefault();
        KeyStore keys = keys("server");
        authority = folder.resolve("ca.pem");
        Files.writeString(authority, pem(keys, "server"));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        SSLContext.setDefault(before);
        for (String suffix : new String[] {"", "Type", "Password"}) {
            System.clearProperty("javax.net.ssl.trustStore" + suffix);
        }
    }

    private static KeyStore keys(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(KeyStore keys, String name) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate(name).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static int ask(SSLContext context) throws IOException, InterruptedException {
        URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void anAuthorityIsTrustedByItsContextAndThenByTheJvmThatIsToldTo() throws Exception {
        SSLContext only = PlatformTrust.only(authority);

        assertThat(ask(only)).isEqualTo(204);
        assertThat(SSLContext.getDefault()).isSameAs(before);
        assertThat(System.getProperty("javax.net.ssl.trustStore")).isNull();
        assertThatThrownBy(() -> ask(before)).isInstanceOf(SSLHandshakeException.class);

        PlatformTrust.addToJvm(authority);

        assertThat(ask(SSLContext.getDefault())).isEqualTo(204);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("javax.net.ssl.trustStore")))) {
            store.load(
                    in, System.getProperty("javax.net.ssl.trustStorePassword").toCharArray());
        }
        assertThat(store.size()).as("the JVM's own authorities stay").isGreaterThan(10);
        assertThat(store.getCertificate("mltwin-" + (store.size() - 1))).isNotNull();
    }

    @Test
    void anotherAuthorityIsNotTrusted() throws Exception {
        Path other = folder.resolve("other.pem");
        Files.writeString(other, pem(keys("other"), "other"));

        assertThatThrownBy(() -> ask(PlatformTrust.only(other))).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");

        assertThatThrownBy(() -> PlatformTrust.only(broken))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining(broken + " cannot be used");
    }
}
