package io.mltwin.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** A self-signed certificate of an application with its key, as its owner makes one and uploads it to Azure AD. */
final class ClientCertificate {
    private static final String ALIAS = "key";
    private static final String PASSWORD = "changeit";
    private static final long LIFETIME_SECONDS = 300;

    private final PrivateKey key;
    private final byte[] certificate;
    private Path file;

    private ClientCertificate(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        this.key = key;
        this.certificate = certificate.getEncoded();
    }

    /** Makes one with the JDK's keytool, since the JDK has no public class for it. */
    static ClientCertificate make() {
        try {
            Path folder = Files.createTempDirectory("mltwin-certificate-");
            Path store = folder.resolve("store");
            Program.run(
                    Program.ofJdk("keytool"),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=mltwin",
                    "-validity",
                    "3650",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString());
            KeyStore content = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Files.delete(store);
            Files.delete(folder);
            return new ClientCertificate(
                    (PrivateKey) content.getKey(ALIAS, PASSWORD.toCharArray()), content.getCertificate(ALIAS));
        } catch (IOException | GeneralSecurityException e) {
            throw new MltwinException("No certificate can be made: " + e.getMessage(), e);
        }
    }

    String pem() {
        return pem("CERTIFICATE", certificate);
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** Returns a file with key and certificate, which only this user reads; it goes with this JVM. */
    synchronized Path file() {
        try {
            if (file == null) {
                file = Files.createTempFile("mltwin-certificate-", ".pem");
                file.toFile().deleteOnExit();
                Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()) + pem());
            }
            return file;
        } catch (IOException e) {
            throw new MltwinException("The certificate cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the proof that an application signs for a token endpoint (RFC 7523), as MSAL makes it. */
    String assertion(String clientId, URI endpoint) {
        long now = Instant.now().getEpochSecond();
        try {
            byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(certificate);
            String signed = encoded(JsonValue.object("alg", "RS256", "typ", "JWT", "x5t", base64(thumbprint)))
                    + "."
                    + encoded(JsonValue.object(
                            "iss",
                            clientId,
                            "sub",
                            clientId,
                            "aud",
                            endpoint.toString(),
                            "jti",
                            UUID.randomUUID().toString(),
                            "nbf",
                            now,
                            "exp",
                            now + LIFETIME_SECONDS));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new MltwinException("The application cannot sign: " + e.getMessage(), e);
        }
    }

    private static String encoded(Map<String, Object> part) {
        return base64(JsonValue.write(part).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }
}
