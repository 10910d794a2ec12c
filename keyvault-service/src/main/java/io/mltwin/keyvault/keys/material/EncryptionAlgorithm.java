package io.mltwin.keyvault.keys.material;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** An algorithm by which RSA keys encrypt and wrap (RFC 7518, 4.2 and 4.3). */
public enum EncryptionAlgorithm {
    RSA1_5("RSA1_5", "RSA/ECB/PKCS1Padding", null),
    RSA_OAEP("RSA-OAEP", "RSA/ECB/OAEPPadding", oaep("SHA-1", MGF1ParameterSpec.SHA1)),
    RSA_OAEP_256("RSA-OAEP-256", "RSA/ECB/OAEPPadding", oaep("SHA-256", MGF1ParameterSpec.SHA256));

    private final String text;
    private final String transformation;
    private final AlgorithmParameterSpec parameters;

    EncryptionAlgorithm(String text, String transformation, AlgorithmParameterSpec parameters) {
        this.text = text;
        this.transformation = transformation;
        this.parameters = parameters;
    }

    private static AlgorithmParameterSpec oaep(String hash, MGF1ParameterSpec mask) {
        return new OAEPParameterSpec(hash, "MGF1", mask, PSource.PSpecified.DEFAULT);
    }

    /**
     * Returns the algorithm of a name for a key of this type.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    public static EncryptionAlgorithm of(String text, KeyShape shape) {
        return Arrays.stream(values())
                .filter(known -> known.text.equals(text) && shape.isRsa())
                .findFirst()
                .orElseThrow(() -> SignatureAlgorithm.notSupported(text, shape));
    }

    public byte[] encrypt(KeyMaterial key, byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key.publicKey()).doFinal(plaintext);
        } catch (GeneralSecurityException tooLong) {
            throw badParameter("The parameter value is too long for the algorithm %s.", text);
        }
    }

    public byte[] decrypt(KeyMaterial key, byte[] ciphertext) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key.privateKey()).doFinal(ciphertext);
        } catch (GeneralSecurityException wrong) {
            throw badParameter("The parameter is incorrect.");
        }
    }

    private Cipher cipher(int mode, java.security.Key key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        if (parameters == null) {
            cipher.init(mode, key);
        } else {
            cipher.init(mode, key, parameters);
        }
        return cipher;
    }
}
