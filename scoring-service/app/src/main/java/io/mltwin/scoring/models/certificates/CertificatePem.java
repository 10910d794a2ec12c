package io.mltwin.scoring.models.certificates;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import io.mltwin.armweb.AzureException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys as clients send them: PEM with one or several blocks. */
final class CertificatePem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    // version 0, rsaEncryption, no parameters
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    // room for a tag and a length of two bytes
    private static final int HEADER = 4;

    private CertificatePem() {}

    /** Reads a chain, the certificate itself first. */
    static List<X509Certificate> chain(String pem) {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw invalidCertificate("there is none in it.");
            }
            return chain;
        } catch (CertificateException malformed) {
            throw invalidCertificate("it cannot be read.");
        }
    }

    /** Reads a key in PKCS #8, or an RSA key in PKCS #1. */
    static PrivateKey key(String pem, String algorithm) {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            byte[] der = decoded(block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return key(der, algorithm);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(pkcs8(der), "RSA");
                }
                case "ENCRYPTED PRIVATE KEY" -> throw invalidKey("take its password off.");
                case "EC PRIVATE KEY" -> throw invalidKey("convert it to PKCS #8 (openssl pkcs8 -topk8 -nocrypt).");
                default -> {
                    // parameters or certificates in the same file
                }
            }
        }
        throw invalidKey("there is none in it.");
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw invalidKey("it is no Base64.");
        }
    }

    private static PrivateKey key(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException other) {
            throw otherKey();
        } catch (GeneralSecurityException unknown) {
            throw invalidKey("keys of " + algorithm + " are not known.");
        }
    }

    /** Puts the algorithm before an RSA key in PKCS #1. */
    private static byte[] pkcs8(byte[] pkcs1) {
        byte[] key = element(OCTETS, pkcs1);
        byte[] content = ByteBuffer.allocate(RSA_ALGORITHM.length + key.length)
                .put(RSA_ALGORITHM)
                .put(key)
                .array();
        return element(SEQUENCE, content);
    }

    /** A DER element whose length takes two bytes, as an RSA key's of 2048 bits and more does. */
    private static byte[] element(int tag, byte[] content) {
        if (content.length < 1 << 8 || content.length >= 1 << 16) {
            throw invalidKey("it is no RSA key of 2048 bits or more.");
        }
        return ByteBuffer.allocate(HEADER + content.length)
                .put((byte) tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    static AzureException invalidCertificate(String why) {
        return badRequest("InvalidSslCertificate", "The certificate must be one or more certificates in PEM: " + why);
    }

    static AzureException invalidKey(String why) {
        return badRequest("InvalidSslKey", "The key must be an unencrypted private key in PEM: " + why);
    }

    static AzureException otherKey() {
        return badRequest(
                "SslKeyMismatch", "The key is not that of the certificate, the first where there are several.");
    }

    static AzureException notInForce(Instant from, Instant until) {
        return badRequest(
                "SslCertificateNotValid", "The certificate is valid from %s until %s, which is not now.", from, until);
    }

    static AzureException notItsName(String cname) {
        return badRequest(
                "CnameNotInCertificate",
                "The certificate does not hold the name '%s' (subjectAltName, or the common name where it has none).",
                cname);
    }

    static AzureException invalidCname(String cname) {
        return badRequest(
                "InvalidCname",
                "'%s' is no name of your own: give a DNS name with a dot, outside the platform's domain.",
                cname);
    }
}
