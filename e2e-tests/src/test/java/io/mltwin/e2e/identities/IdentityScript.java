package io.mltwin.e2e.identities;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The snapshot of a run whose script starts Azure's own library in JVMs of its own, once for each
 * form of the identity endpoint; the library lies in it.
 */
final class IdentityScript {
    private static final String OLD_LIBRARY = "azure-identity-1.4.6.jar";

    /** Starts the client twice side by side, and waits for both. */
    private static final String SCRIPT = """
            import java.io.File;
            import java.util.*;
            class Ask {
                public static void main(String[] args) throws Exception {
                    new File("outputs").mkdirs();
                    List<Process> clients = new ArrayList<>();
                    clients.add(start("libs/*", "IDENTITY_ENDPOINT", args));
                    clients.add(start("old/*" + File.pathSeparator + "libs/*", "MSI_ENDPOINT", args));
                    for (Process client : clients) {
                        if (client.waitFor() != 0) throw new IllegalStateException("a client failed");
                    }
                }
                static Process start(String classPath, String form, String[] args) throws Exception {
                    List<String> line = new ArrayList<>(List.of(
                        System.getenv("JAVA_HOME") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m",
                        "-Djdk.httpclient.allowRestrictedHeaders=host", "-cp", classPath, "Client.java",
                        "outputs/" + form + ".txt"));
                    line.addAll(List.of(args));
                    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
                    if (form.equals("MSI_ENDPOINT")) {
                        builder.environment().remove("IDENTITY_ENDPOINT");
                        builder.environment().remove("IDENTITY_HEADER");
                    }
                    return builder.start();
                }
            }
            """;

    /** Gets a token for each resource and uses it; notes whose it was and what was answered. */
    private static final String CLIENT = """
            import com.azure.core.credential.*;
            import com.azure.identity.*;
            import java.net.URI;
            import java.net.http.*;
            import java.nio.file.*;
            import java.security.KeyStore;
            import java.security.cert.*;
            import java.util.*;
            import javax.net.ssl.*;
            class Client {
                static final StringBuilder NOTES = new StringBuilder();
                public static void main(String[] args) throws Exception {
                    for (int i = 1; i + 4 <= args.length; i += 4) {
                        String token = token(new ManagedIdentityCredentialBuilder(), args[i]);
                        note(args[i], claim(token, "xms_mirid"), status(token, args[i + 1], args[i + 2], args[i + 3]));
                    }
                    String named = token(
                        new ManagedIdentityCredentialBuilder().clientId(System.getenv("DEFAULT_IDENTITY_CLIENT_ID")), args[1]);
                    note("named", claim(named, "xms_mirid"), claim(named, "idtyp"));
                    note("other", "", refused(new ManagedIdentityCredentialBuilder().clientId(UUID.randomUUID().toString()), args[1]));
                    note("unknown", "", refused(new ManagedIdentityCredentialBuilder(), "https://nowhere.example"));
                    Files.writeString(Path.of(args[0]), NOTES);
                    System.exit(0);
                }
                static void note(String what, String whose, Object outcome) {
                    NOTES.append(what).append('|').append(whose).append('|').append(outcome).append('\\n');
                }
                static String token(ManagedIdentityCredentialBuilder builder, String resource) {
                    return builder.build().getToken(new TokenRequestContext().addScopes(resource + "/.default")).block().getToken();
                }
                static String refused(ManagedIdentityCredentialBuilder builder, String resource) {
                    try {
                        token(builder, resource);
                        return "given";
                    } catch (RuntimeException refused) {
                        return "refused";
                    }
                }
                static String claim(String token, String name) {
                    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\\\.")[1]));
                    var matcher = java.util.regex.Pattern.compile("\\"" + name + "\\":\\"([^\\"]*)\\"").matcher(claims);
                    return matcher.find() ? matcher.group(1) : "";
                }
                static int status(String token, String base, String host, String path) throws Exception {
                    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
                    authorities.load(null, null);
                    try (var in = Files.newInputStream(Path.of(System.getenv("SSL_CERT_FILE")))) {
                        for (var c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                            authorities.setCertificateEntry("a" + authorities.size(), c);
                        }
                    }
                    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                    trust.init(authorities);
                    SSLContext tls = SSLContext.getInstance("TLS");
                    tls.init(null, trust.getTrustManagers(), null);
                    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                        .header("Host", host).header("Authorization", "Bearer " + token)
                        .header("x-ms-version", "2020-10-02").build();
                    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build()
                        .send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                }
            }
            """;

    private IdentityScript() {}

    static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Ask.java", SCRIPT.getBytes(StandardCharsets.UTF_8));
        files.put("Client.java", CLIENT.getBytes(StandardCharsets.UTF_8));
        files.put("old/" + OLD_LIBRARY, Files.readAllBytes(Path.of("target", "old-library", OLD_LIBRARY)));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            String jar = Path.of(entry).getFileName().toString();
            if (isOfLibrary(jar)) {
                files.put("libs/" + jar, Files.readAllBytes(Path.of(entry)));
            }
        }
        return files;
    }

    /** What azure-identity needs; nothing of ours, and no native code. */
    private static boolean isOfLibrary(String jar) {
        return jar.matches("(azure-(identity|core|json|xml)|msal4j|jackson-(annotations|core|databind|datatype-jsr310)"
                        + "|reactor|reactive-streams|netty|slf4j-api|jna-[0-9]).*\\.jar")
                && !jar.matches(".*(osx|windows|linux|aarch).*")
                && !jar.startsWith("azure-core-test");
    }
}
