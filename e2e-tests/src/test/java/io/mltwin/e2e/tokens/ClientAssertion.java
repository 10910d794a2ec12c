package io.mltwin.e2e.tokens;

import io.mltwin.local.trust.OperatorCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The assertion by which an application with a certificate proves itself. */
public final class ClientAssertion {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Key key;

    ClientAssertion(OperatorCredentials.ServicePrincipal application, String audience) {
        long now = Instant.now().getEpochSecond();
        claims.put("iss", application.applicationId());
        claims.put("sub", application.applicationId());
        claims.put("aud", audience);
        claims.put("nbf", now);
        claims.put("exp", now + 600);
        claims.put("jti", "1");
        key = privateKey(application);
    }

    String text() {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            signature.setKey(key);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static X509Certificate certificate(OperatorCredentials.ServicePrincipal application) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new java.io.ByteArrayInputStream(
                            application.certificate().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PrivateKey privateKey(OperatorCredentials.ServicePrincipal application) {
        try {
            String base64 =
                    application.privateKey().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
