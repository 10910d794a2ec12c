package io.mltwin.keyvault.keys.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Key Vault signs and encrypts, others verify and decrypt, and the other way round. */
class AlgorithmsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "what is protected".getBytes();
    private static final Map<KeyShape, KeyMaterial> KEYS = new ConcurrentHashMap<>();

    private static KeyMaterial key(String kty, String curve) {
        return KEYS.computeIfAbsent(KeyShape.of(kty, curve, null, false), shape -> KeyMaterial.generate(shape, RANDOM));
    }

    private static byte[] digest(String hash) throws GeneralSecurityException {
        return MessageDigest.getInstance(hash).digest(MESSAGE);
    }

    /** The algorithm that signs the message itself. */
    private static Signature whole(String name, String curve) throws GeneralSecurityException {
        String bits = name.replaceAll("\\D", "");
        if (name.startsWith("PS")) {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
            return signature;
        }
        if (name.startsWith("RS")) {
            return Signature.getInstance("SHA" + bits + "withRSA");
        }
        return "P-256K".equals(curve)
                ? Signature.getInstance("SHA256withPLAIN-ECDSA", new BouncyCastleProvider())
                : Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RS256, RSA,, SHA-256, 256",
        "RS384, RSA,, SHA-384, 256",
        "RS512, RSA,, SHA-512, 256",
        "PS256, RSA,, SHA-256, 256",
        "PS384, RSA,, SHA-384, 256",
        "PS512, RSA,, SHA-512, 256",
        "ES256, EC, P-256, SHA-256, 64",
        "ES384, EC, P-384, SHA-384, 96",
        "ES512, EC, P-521, SHA-512, 132",
        "ES256K, EC, P-256K, SHA-256, 64"
    })
    void signaturesAreThoseOfTheStandard(String name, String kty, String curve, String hash, int length)
            throws Exception {
        // Given
        KeyMaterial key = key(kty, curve);
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(name, key.shape());
        byte[] digest = digest(hash);

        // When
        byte[] ours = algorithm.sign(key, digest);
        Signature theirs = whole(name, curve);
        theirs.initSign(key.privateKey());
        theirs.update(MESSAGE);
        byte[] other = theirs.sign();

        // Then
        Signature check = whole(name, curve);
        check.initVerify(key.publicKey());
        check.update(MESSAGE);
        assertThat(ours).hasSize(length);
        assertThat(check.verify(ours)).isTrue();
        assertThat(algorithm.verify(key, digest, other)).isTrue();
        byte[] altered = ours.clone();
        altered[length / 2] ^= 1;
        assertThat(algorithm.verify(key, digest, altered)).isFalse();
        assertThat(algorithm.verify(key, digest, Arrays.copyOf(ours, length - 1)))
                .isFalse();
        assertThat(algorithm.verify(key, digest, new byte[0])).isFalse();
        digest[0] ^= 1;
        assertThat(algorithm.verify(key, digest, ours)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void aDigestOfAnotherLengthIsRefused(SignatureAlgorithm algorithm) {
        KeyMaterial key = algorithm.name().startsWith("ES")
                ? key(
                        "EC",
                        Map.of("ES256", "P-256", "ES384", "P-384", "ES512", "P-521", "ES256K", "P-256K")
                                .get(algorithm.name()))
                : key("RSA", null);

        for (int length : new int[] {0, 20, 31, 65}) {
            assertBadParameter(() -> algorithm.sign(key, new byte[length]));
            assertBadParameter(() -> algorithm.verify(key, new byte[length], new byte[64]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA1_5, RSA/ECB/PKCS1Padding,, 245",
        "RSA-OAEP, RSA/ECB/OAEPPadding, SHA-1, 214",
        "RSA-OAEP-256, RSA/ECB/OAEPPadding, SHA-256, 190"
    })
    void encryptionIsThatOfTheStandard(String name, String transformation, String hash, int longest) throws Exception {
        // Given
        KeyMaterial key = key("RSA", null);
        EncryptionAlgorithm algorithm = EncryptionAlgorithm.of(name, key.shape());
        Cipher theirs = Cipher.getInstance(transformation);
        OAEPParameterSpec oaep = hash == null
                ? null
                : new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);

        // When, Then
        theirs.init(Cipher.DECRYPT_MODE, key.privateKey(), oaep);
        assertThat(theirs.doFinal(algorithm.encrypt(key, MESSAGE))).isEqualTo(MESSAGE);
        theirs.init(Cipher.ENCRYPT_MODE, key.publicKey(), oaep);
        assertThat(algorithm.decrypt(key, theirs.doFinal(MESSAGE))).isEqualTo(MESSAGE);
        assertThat(algorithm.decrypt(key, algorithm.encrypt(key, new byte[longest])))
                .isEqualTo(new byte[longest]);
        assertBadParameter(() -> algorithm.encrypt(key, new byte[longest + 1]));
        assertBadParameter(() -> algorithm.decrypt(key, new byte[256]));
        assertBadParameter(() -> algorithm.decrypt(key, new byte[3]));
    }

    @ParameterizedTest(name = "{0} with {1} {2}")
    @CsvSource({
        "ES256, RSA,",
        "RS256, EC, P-256",
        "ES256, EC, P-384",
        "ES512, EC, P-256",
        "ES256K, EC, P-256",
        "HS256, RSA,",
        "none, RSA,",
        "rs256, RSA,",
        "RSNULL, RSA,",
        ", RSA,"
    })
    void aSignatureAlgorithmThatIsNoneOfTheKeysIsRefused(String name, String kty, String curve) {
        KeyShape shape = KeyShape.of(kty, curve, null, false);

        assertBadParameter(() -> SignatureAlgorithm.of(name, shape));
    }

    @ParameterizedTest
    @CsvSource({"RSA1_5, EC", "RSA-OAEP, EC", "A128KW, RSA", "A256GCM, RSA", "RSA-OAEP-512, RSA"})
    void anEncryptionAlgorithmThatIsNoneOfTheKeysIsRefused(String name, String kty) {
        KeyShape shape = KeyShape.of(kty, null, null, false);

        assertBadParameter(() -> EncryptionAlgorithm.of(name, shape));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "oct,,, KeyTypeNotSupported",
        "oct-HSM,,, KeyTypeNotSupported",
        "OKP,,, KeyTypeNotSupported",
        "rsa,,, KeyTypeNotSupported",
        ",,,",
        "RSA,, 1024,",
        "RSA,, 2047,",
        "RSA,, 8192,",
        "RSA,, -1,",
        "RSA, P-256,,",
        "EC, P-192,,",
        "EC, secp256r1,,",
        "EC,, 256,",
        "RSA-HSM,,,",
        "EC-HSM,,,"
    })
    void otherTypesAndSizesAreRefusedByAStandardVault(String kty, String curve, Integer size, String innerCode) {
        assertThatThrownBy(() -> KeyShape.of(kty, curve, size, false))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.code()).isEqualTo("BadParameter");
                    assertThat(fault.content().innerCode()).isEqualTo(innerCode);
                });
    }

    @Test
    void aPremiumVaultHasHardwareKeys() {
        assertThat(KeyShape.of("RSA-HSM", null, 3072, true).kty()).isEqualTo("RSA-HSM");
        assertThat(KeyShape.of("EC-HSM", "P-521", null, true).curve()).isEqualTo(Curve.P_521);
    }

    @ParameterizedTest
    @CsvSource({"RSA,", "EC, P-256", "EC, P-384", "EC, P-521", "EC, P-256K"})
    void aKeyIsTheSameAfterStoring(String kty, String curve) {
        KeyMaterial key = key(kty, curve);

        KeyMaterial read = KeyMaterial.decode(
                key.shape(), key.publicKey().getEncoded(), key.privateKey().getEncoded());

        assertThat(JwkMapper.toJwk(read, "k", null)).isEqualTo(JwkMapper.toJwk(key, "k", null));
        assertThat(read.privateKey()).isEqualTo(key.privateKey());
        assertThat(read).asString().doesNotContain("rivate");
    }

    private static void assertBadParameter(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo("BadParameter");
        });
    }
}
