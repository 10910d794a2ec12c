package io.mltwin.customerkeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException.Reason;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Calls Key Vault's data plane (7.4) as an Azure service does for customer-managed keys: get, wrap
 * and unwrap with RSA-OAEP-256, with a token of the identity that the customer let in.
 */
@Singleton
public record KeyVaultClient(ServiceHttp http, Addresses addresses) {

    /** The public half of a vault's RSA key, which wraps as the vault's own RSA-OAEP-256 does. */
    record PublicHalf(PublicKey key) {

        private static final OAEPParameterSpec OAEP =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

        /**
         * Reads the members of a JSON web key.
         *
         * @throws CustomerKeyException when they are none of an RSA key
         */
        static PublicHalf of(String modulus, String exponent) {
            try {
                return new PublicHalf(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(modulus), number(exponent))));
            } catch (GeneralSecurityException | IllegalArgumentException other) {
                throw new CustomerKeyException(CustomerKeyException.Reason.KEY_NOT_FOUND, "the key is no RSA key");
            }
        }

        private static BigInteger number(String text) {
            return new BigInteger(1, Base64.getUrlDecoder().decode(text));
        }

        byte[] wrap(byte[] value) {
            try {
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
                return cipher.doFinal(value);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("an RSA key of Key Vault's sizes wraps 32 bytes", e);
            }
        }
    }

    private static final String API_VERSION = "?api-version=7.4";
    private static final String ALGORITHM = "RSA-OAEP-256";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    record Operand(String alg, String value) {
        @Override
        public String toString() {
            return alg;
        }
    }

    /** Bytes that went through a key, and through which version of it. */
    record Result(KeyIdentifier key, byte[] value) {
        @Override
        public String toString() {
            return "result of " + key;
        }
    }

    /**
     * Returns the key, or its newest version.
     *
     * @throws CustomerKeyException when the identity cannot see it
     */
    public VaultKey get(KeyIdentifier key, Supplier<String> token) {
        JsonNode body = send(key, "GET", key.path(), token, null).json();
        byte[] modulus =
                Base64.getUrlDecoder().decode(body.path("key").path("n").asText());
        return new VaultKey(
                identifier(body.path("key").path("kid")),
                body.path("attributes").path("enabled").asBoolean(),
                body.path("key").path("kty").asText(),
                modulus.length * 8,
                body.path("attributes").path("recoveryLevel").asText());
    }

    Result wrap(KeyIdentifier key, Supplier<String> token, byte[] value) {
        return perform(key, "/wrapkey", token, value);
    }

    /**
     * Wraps outside the vault, by the public half of the key: for a service that the customer gives
     * no more than get and unwrapKey. Who may not use the key any more does not get it unwrapped.
     *
     * @param key names a version
     * @throws CustomerKeyException when the identity cannot see the key, or it is no RSA key
     */
    Result wrapByPublicHalf(KeyIdentifier key, Supplier<String> token, byte[] value) {
        JsonNode shown = send(key, "GET", key.path(), token, null).json().path("key");
        return new Result(
                identifier(shown.path("kid")),
                PublicHalf.of(shown.path("n").asText(), shown.path("e").asText())
                        .wrap(value));
    }

    Result unwrap(KeyIdentifier key, Supplier<String> token, byte[] value) {
        return perform(key, "/unwrapkey", token, value);
    }

    private Result perform(KeyIdentifier key, String operation, Supplier<String> token, byte[] value) {
        Operand operand =
                new Operand(ALGORITHM, Base64.getUrlEncoder().withoutPadding().encodeToString(value));
        JsonNode body =
                send(key, "POST", key.path() + operation, token, operand).json();
        return new Result(
                identifier(body.path("kid")),
                Base64.getUrlDecoder().decode(body.path("value").asText()));
    }

    private KeyIdentifier identifier(JsonNode kid) {
        return KeyIdentifier.parse(kid.asText(), addresses)
                .filter(KeyIdentifier::isVersioned)
                .orElseThrow(() -> refused(Reason.VAULT_AWAY, "the vault's answer names no version"));
    }

    private ServiceAnswer send(KeyIdentifier key, String method, String path, Supplier<String> token, Operand body) {
        String bearer = bearer(key, token);
        ServiceAnswer answer;
        try {
            ServiceRequest request = http.request(ServiceName.KEYVAULT, method, path + API_VERSION)
                    .host(key.host())
                    .bearer(bearer)
                    .timeout(PATIENCE);
            answer = (body == null ? request : request.json(body)).send();
        } catch (AzureException away) {
            throw refused(Reason.VAULT_AWAY, "the vault " + key.vault() + " does not answer");
        }
        if (!answer.isSuccess()) {
            throw refused(key, answer);
        }
        return answer;
    }

    private static String bearer(KeyIdentifier key, Supplier<String> token) {
        try {
            return token.get();
        } catch (AzureException noToken) {
            throw refused(Reason.NO_TOKEN, "no token for the vault " + key.vault() + ": " + noToken.getMessage());
        }
    }

    private static CustomerKeyException refused(KeyIdentifier key, ServiceAnswer answer) {
        JsonNode error = answer.json().path("error");
        String message = key + ": " + error.path("message").asText("status " + answer.status());
        boolean disabled = error.path("innererror").path("code").asText().equals("KeyDisabled");
        return switch (answer.status()) {
            case 400 -> refused(Reason.OTHER_VERSION, message);
            case 401 -> refused(Reason.NO_ACCESS, message);
            case 403 -> refused(disabled ? Reason.KEY_DISABLED : Reason.NO_ACCESS, message);
            case 404 ->
                refused(
                        error.path("code").asText().equals("VaultNotFound")
                                ? Reason.VAULT_NOT_FOUND
                                : Reason.KEY_NOT_FOUND,
                        message);
            default -> refused(Reason.VAULT_AWAY, message);
        };
    }

    private static CustomerKeyException refused(Reason reason, String message) {
        return new CustomerKeyException(reason, message);
    }
}
