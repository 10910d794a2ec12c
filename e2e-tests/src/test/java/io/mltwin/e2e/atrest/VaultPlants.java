package io.mltwin.e2e.atrest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Brings private keys into a vault whose owner may import keys and make certificates. */
record VaultPlants(TestPlatform platform, String vault) {

    /** The private half of a key that is imported. */
    RSAPrivateCrtKey key() throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        Map<String, String> jwk = Map.of(
                "kty", "RSA",
                "n", number(key.getModulus()),
                "e", number(key.getPublicExponent()),
                "d", number(key.getPrivateExponent()),
                "p", number(key.getPrimeP()),
                "q", number(key.getPrimeQ()),
                "dp", number(key.getPrimeExponentP()),
                "dq", number(key.getPrimeExponentQ()),
                "qi", number(key.getCrtCoefficient()));
        call("PUT", "/keys/planted", Map.of("key", jwk)).expect(200);
        return key;
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** PEM of an exportable certificate's private key, which the vault made. */
    String certificate() throws IOException {
        Map<String, Object> policy = Map.of(
                "key_props",
                Map.of("exportable", true, "kty", "RSA", "key_size", 2048, "reuse_key", false),
                "secret_props",
                Map.of("contentType", "application/x-pem-file"),
                "x509_props",
                Map.of("subject", "CN=planted", "validity_months", 12),
                "issuer",
                Map.of("name", "Self"));
        call("POST", "/certificates/plantedcertificate/create", Map.of("policy", policy))
                .expect(200, 202);
        JsonNode secret =
                call("GET", "/secrets/plantedcertificate", null).expect(200).json();
        return secret.path("value").asText();
    }

    private FlowClient.Answer call(String method, String path, Object body) throws IOException {
        Azure azure = platform.azure();
        String address = azure.vault(vault, path + "?api-version=7.4");
        String token = azure.token("owner", "https://vault.azure.net");
        return body == null
                ? platform.flowClient().get(address, token)
                : platform.flowClient().json(method, address, token, body);
    }
}
