package io.mltwin.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.Context;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.DecryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptResult;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateOctKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyOperation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cryptography: what the vault does with a key that the JDK made, the JDK undoes, and the other way
 * round. The client may not read the key, so that the vault does all of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CryptographyCases {
    private static final byte[] DATA = "a data key".getBytes(StandardCharsets.UTF_8);

    private final Map<String, KeyPair> pairs = new HashMap<>();
    private KeyClient keys;

    @BeforeAll
    void importKeysOfTheJdk() throws Exception {
        keys = SdkSuite.get().vault.keys("owner").buildClient();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        JsonWebKey key = JsonWebKey.fromRsa(
                pair,
                List.of(
                        KeyOperation.ENCRYPT,
                        KeyOperation.DECRYPT,
                        KeyOperation.WRAP_KEY,
                        KeyOperation.UNWRAP_KEY,
                        KeyOperation.SIGN,
                        KeyOperation.VERIFY));
        keys.importKey(new ImportKeyOptions("jdk-rsa", key).setHardwareProtected(false));
        pairs.put("jdk-rsa", pair);
        importCurve("256", "secp256r1");
        importCurve("384", "secp384r1");
        importCurve("512", "secp521r1");
    }

    private void importCurve(String bits, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        keys.importKey("jdk-ec-" + bits, JsonWebKey.fromEc(pair, Security.getProvider("SunEC")));
        pairs.put("jdk-ec-" + bits, pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA1_5", "RSA-OAEP", "RSA-OAEP-256"})
    void encryptsAndDecrypts(String algorithm) throws Exception {
        EncryptionAlgorithm named = EncryptionAlgorithm.fromString(algorithm);
        CryptographyClient vault = SdkSuite.get().vault.cryptography("jdk-rsa");

        byte[] there = vault.encrypt(named, DATA).getCipherText();
        assertThat(jdk(algorithm, Cipher.DECRYPT_MODE, there)).isEqualTo(DATA);
        byte[] here = jdk(algorithm, Cipher.ENCRYPT_MODE, DATA);
        assertThat(vault.decrypt(named, here).getPlainText()).isEqualTo(DATA);
        here[7] ^= 1;
        SdkSuite.assertStatus(400, () -> vault.decrypt(named, here));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA1_5", "RSA-OAEP", "RSA-OAEP-256"})
    void wrapsAndUnwraps(String algorithm) throws Exception {
        KeyWrapAlgorithm named = KeyWrapAlgorithm.fromString(algorithm);
        CryptographyClient vault = SdkSuite.get().vault.cryptography("jdk-rsa");

        byte[] there = vault.wrapKey(named, DATA).getEncryptedKey();
        assertThat(jdk(algorithm, Cipher.DECRYPT_MODE, there)).isEqualTo(DATA);
        byte[] here = jdk(algorithm, Cipher.ENCRYPT_MODE, DATA);
        assertThat(vault.unwrapKey(named, here).getKey()).isEqualTo(DATA);
    }

    @ParameterizedTest
    @CsvSource({
        "A128GCM, 128", "A192GCM, 192", "A256GCM, 256",
        "A128CBC, 128", "A192CBC, 192", "A256CBC, 256",
        "A128CBCPAD, 128", "A192CBCPAD, 192", "A256CBCPAD, 256"
    })
    void encryptsWithSymmetricKeys(String algorithm, int bits) throws Exception {
        byte[] data = new byte[32];
        byte[] more = algorithm.endsWith("GCM") ? DATA : null;
        CryptographyClient vault = SdkSuite.get().vault.cryptography(symmetric(bits));

        EncryptResult sealed = vault.encrypt(encrypting(algorithm, data, more), Context.NONE);
        byte[] opened =
                vault.decrypt(decrypting(algorithm, sealed, more), Context.NONE).getPlainText();

        assertThat(sealed.getCipherText()).isNotEqualTo(data);
        assertThat(opened).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource({"A128KW, 128", "A192KW, 192", "A256KW, 256"})
    void wrapsWithSymmetricKeys(String algorithm, int bits) throws Exception {
        KeyWrapAlgorithm named = KeyWrapAlgorithm.fromString(algorithm);
        byte[] key = new byte[32];
        CryptographyClient vault = SdkSuite.get().vault.cryptography(symmetric(bits));

        byte[] wrapped = vault.wrapKey(named, key).getEncryptedKey();

        assertThat(wrapped).hasSize(40);
        assertThat(vault.unwrapKey(named, wrapped).getKey()).isEqualTo(key);
    }

    /** The client asks for the key first, and finds nothing in it to encrypt with. */
    @Test
    void whoMayReadASymmetricKeyLeavesItToTheVaultToo() {
        CryptographyClient vault = keys.getCryptographyClient(symmetric(256));
        EncryptParameters wanted = EncryptParameters.createA256GcmParameters(DATA, DATA);

        EncryptResult sealed = vault.encrypt(wanted, Context.NONE);
        DecryptParameters back = decrypting("A256GCM", sealed, DATA);

        assertThat(vault.decrypt(back, Context.NONE).getPlainText()).isEqualTo(DATA);
    }

    private String symmetric(int bits) {
        keys.createOctKey(new CreateOctKeyOptions("secret-" + bits).setKeySize(bits));
        return "secret-" + bits;
    }

    private static EncryptParameters encrypting(String algorithm, byte[] data, byte[] more) {
        byte[] iv = new byte[16];
        return switch (algorithm) {
            case "A128GCM" -> EncryptParameters.createA128GcmParameters(data, more);
            case "A192GCM" -> EncryptParameters.createA192GcmParameters(data, more);
            case "A256GCM" -> EncryptParameters.createA256GcmParameters(data, more);
            case "A128CBC" -> EncryptParameters.createA128CbcParameters(data, iv);
            case "A192CBC" -> EncryptParameters.createA192CbcParameters(data, iv);
            case "A256CBC" -> EncryptParameters.createA256CbcParameters(data, iv);
            case "A128CBCPAD" -> EncryptParameters.createA128CbcPadParameters(data, iv);
            case "A192CBCPAD" -> EncryptParameters.createA192CbcPadParameters(data, iv);
            default -> EncryptParameters.createA256CbcPadParameters(data, iv);
        };
    }

    private static DecryptParameters decrypting(String algorithm, EncryptResult sealed, byte[] more) {
        byte[] text = sealed.getCipherText();
        byte[] iv = sealed.getIv();
        byte[] tag = sealed.getAuthenticationTag();
        return switch (algorithm) {
            case "A128GCM" -> DecryptParameters.createA128GcmParameters(text, iv, tag, more);
            case "A192GCM" -> DecryptParameters.createA192GcmParameters(text, iv, tag, more);
            case "A256GCM" -> DecryptParameters.createA256GcmParameters(text, iv, tag, more);
            case "A128CBC" -> DecryptParameters.createA128CbcParameters(text, iv);
            case "A192CBC" -> DecryptParameters.createA192CbcParameters(text, iv);
            case "A256CBC" -> DecryptParameters.createA256CbcParameters(text, iv);
            case "A128CBCPAD" -> DecryptParameters.createA128CbcPadParameters(text, iv);
            case "A192CBCPAD" -> DecryptParameters.createA192CbcPadParameters(text, iv);
            default -> DecryptParameters.createA256CbcPadParameters(text, iv);
        };
    }

    private byte[] jdk(String algorithm, int mode, byte[] input) throws GeneralSecurityException {
        KeyPair pair = pairs.get("jdk-rsa");
        Cipher cipher = Cipher.getInstance(algorithm.equals("RSA1_5") ? "RSA/ECB/PKCS1Padding" : "RSA/ECB/OAEPPadding");
        java.security.Key key = mode == Cipher.ENCRYPT_MODE ? pair.getPublic() : pair.getPrivate();
        switch (algorithm) {
            case "RSA-OAEP" -> cipher.init(mode, key, oaep("SHA-1", MGF1ParameterSpec.SHA1));
            case "RSA-OAEP-256" -> cipher.init(mode, key, oaep("SHA-256", MGF1ParameterSpec.SHA256));
            default -> cipher.init(mode, key);
        }
        return cipher.doFinal(input);
    }

    private static OAEPParameterSpec oaep(String digest, MGF1ParameterSpec mask) {
        return new OAEPParameterSpec(digest, "MGF1", mask, PSource.PSpecified.DEFAULT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RS256, jdk-rsa, SHA256withRSA",
        "RS384, jdk-rsa, SHA384withRSA",
        "RS512, jdk-rsa, SHA512withRSA",
        "PS256, jdk-rsa, RSASSA-PSS",
        "PS384, jdk-rsa, RSASSA-PSS",
        "PS512, jdk-rsa, RSASSA-PSS",
        "ES256, jdk-ec-256, SHA256withECDSAinP1363Format",
        "ES384, jdk-ec-384, SHA384withECDSAinP1363Format",
        "ES512, jdk-ec-512, SHA512withECDSAinP1363Format"
    })
    void signsAndVerifies(String algorithm, String key, String jdk) throws Exception {
        SignatureAlgorithm named = SignatureAlgorithm.fromString(algorithm);
        CryptographyClient vault = SdkSuite.get().vault.cryptography(key);
        KeyPair pair = pairs.get(key);

        byte[] there = vault.signData(named, DATA).getSignature();
        Signature verifying = signature(algorithm, jdk);
        verifying.initVerify(pair.getPublic());
        verifying.update(DATA);
        assertThat(verifying.verify(there)).isTrue();

        Signature signing = signature(algorithm, jdk);
        signing.initSign(pair.getPrivate());
        signing.update(DATA);
        byte[] here = signing.sign();
        assertThat(vault.verifyData(named, DATA, here).isValid()).isTrue();
        here[here.length - 1] ^= 1;
        assertThat(vault.verifyData(named, DATA, here).isValid()).isFalse();
    }

    private static Signature signature(String algorithm, String jdk) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(jdk);
        if (jdk.equals("RSASSA-PSS")) {
            int bits = Integer.parseInt(algorithm.substring(2));
            signature.setParameter(new PSSParameterSpec(
                    "SHA-" + bits,
                    "MGF1",
                    new MGF1ParameterSpec("SHA-" + bits),
                    bits / 8,
                    PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return signature;
    }

    /** Without a curve of this kind in the JDK, the vault is asked about its own signature. */
    @Test
    void signsOnTheCurveOfLedgers() throws Exception {
        keys.createEcKey(new com.azure.security.keyvault.keys.models.CreateEcKeyOptions("ledger")
                .setCurveName(com.azure.security.keyvault.keys.models.KeyCurveName.P_256K));
        CryptographyClient vault = SdkSuite.get().vault.cryptography("ledger");

        byte[] signature = vault.signData(SignatureAlgorithm.ES256K, DATA).getSignature();

        assertThat(vault.verifyData(SignatureAlgorithm.ES256K, DATA, signature).isValid())
                .isTrue();
        signature[0] ^= 1;
        assertThat(vault.verifyData(SignatureAlgorithm.ES256K, DATA, signature).isValid())
                .isFalse();
    }

    @Test
    void timeBindsWhatProtectsAnew() throws Exception {
        OffsetDateTime past = OffsetDateTime.of(2001, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        keys.createRsaKey(new CreateRsaKeyOptions("old").setKeySize(2048));
        CryptographyClient crypto = keys.getCryptographyClient("old");
        byte[] cipher = crypto.encrypt(EncryptionAlgorithm.RSA_OAEP, DATA).getCipherText();
        keys.updateKeyProperties(keys.getKey("old").getProperties().setExpiresOn(past));

        assertThat(crypto.decrypt(EncryptionAlgorithm.RSA_OAEP, cipher).getPlainText())
                .isEqualTo(DATA);
        CryptographyClient vault = SdkSuite.get().vault.cryptography("old");
        SdkSuite.assertStatus(403, () -> vault.wrapKey(KeyWrapAlgorithm.RSA_OAEP, DATA));
        CryptographyClient fresh = keys.getCryptographyClient("old");
        assertThatThrownBy(() -> fresh.sign(SignatureAlgorithm.RS256, new byte[32]))
                .isInstanceOf(RuntimeException.class);
    }
}
