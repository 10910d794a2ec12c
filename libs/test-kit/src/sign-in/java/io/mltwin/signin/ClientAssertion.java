package io.mltwin.signin;

import io.mltwin.local.trust.OperatorCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The assertion by which an application with a certificate proves itself, good or not. */
public final class ClientAssertion {
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> header = new LinkedHashMap<>();
    private String algorithm = "RS256";
    private Key key;

    public ClientAssertion(OperatorCredentials.ServicePrincipal application, String audience) {
        long now = Instant.now().getEpochSecond();
        claims.put("iss", application.applicationId());
        claims.put("sub", application.applicationId());
        claims.put("aud", audience);
        claims.put("nbf", now);
        claims.put("exp", now + 600);
        claims.put("jti", "1");
        key = privateKey(application);
    }

    public ClientAssertion claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public ClientAssertion header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public ClientAssertion signed(String otherAlgorithm, Key otherKey) {
        algorithm = otherAlgorithm;
        key = otherKey == null ? key : otherKey;
        return this;
    }

    public String text() {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setDoKeyValidation(false);
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setAlgorithmHeaderValue(algorithm);
            header.forEach(signature.getHeaders()::setObjectHeaderValue);
            signature.setKey(algorithm.equals("none") ? null : key);
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

    public static String thumbprint(String algorithm, X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
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
