package io.mltwin.customerkeys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

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
