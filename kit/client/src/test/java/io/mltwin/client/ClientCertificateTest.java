package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClientCertificateTest {
    private static final URI ENDPOINT = URI.create("https://login.ml.localhost:9001/t/oauth2/v2.0/token");
    private static final ClientCertificate MADE = ClientCertificate.make();

    @Test
    void anApplicationProvesItselfByASignatureOfItsCertificate() throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(MADE.pem().getBytes(StandardCharsets.US_ASCII)));

        String[] assertion = MADE.assertion("app", ENDPOINT).split("\\.");

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
        JsonValue header = part(assertion[0]);
        assertThat(header.at("alg").text()).isEqualTo("RS256");
        assertThat(Base64.getUrlDecoder().decode(header.at("x5t").text()))
                .isEqualTo(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        JsonValue claims = part(assertion[1]);
        assertThat(claims.at("iss").text()).isEqualTo("app");
        assertThat(claims.at("sub").text()).isEqualTo("app");
        assertThat(claims.at("aud").text()).isEqualTo(ENDPOINT.toString());
        assertThat(claims.at("exp").number())
                .isBetween(Instant.now().getEpochSecond(), Instant.now().getEpochSecond() + 300);
    }

    private static JsonValue part(String encoded) {
        return JsonValue.parse(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    @Test
    void theFileHasKeyAndCertificateForThisUserAlone() throws Exception {

        assertThat(MADE.file())
                .content()
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith(MADE.pem());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(MADE.file())))
                .isEqualTo("rw-------");
        assertThat(MADE.file()).isEqualTo(MADE.file());
    }
}
