package io.mltwin.keyvault.keys.material;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A key pair. What the JDK has is done by it; the curve P-256K, which it gave up, by Bouncy Castle.
 *
 * @param privateKey null when only the public half is at hand
 */
public record KeyMaterial(KeyShape shape, PublicKey publicKey, PrivateKey privateKey) {

    public static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    public static KeyMaterial generate(KeyShape shape, SecureRandom random) {
        try {
            KeyPairGenerator generator;
            if (shape.isRsa()) {
                generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(shape.size(), random);
            } else {
                generator =
                        isForeign(shape)
                                ? KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE)
                                : KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(shape.curve().standardName()), random);
            }
            KeyPair pair = generator.generateKeyPair();
            return new KeyMaterial(shape, pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of this type cannot be made", e);
        }
    }

    /** From X.509 and PKCS#8 encodings; {@code pkcs8} null for the public half alone. */
    public static KeyMaterial decode(KeyShape shape, byte[] x509, byte[] pkcs8) {
        try {
            KeyFactory factory = factory(shape);
            return new KeyMaterial(
                    shape,
                    factory.generatePublic(new X509EncodedKeySpec(x509)),
                    pkcs8 == null ? null : factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    static KeyFactory factory(KeyShape shape) throws GeneralSecurityException {
        if (shape.isRsa()) {
            return KeyFactory.getInstance("RSA");
        }
        return isForeign(shape)
                ? KeyFactory.getInstance("EC", BOUNCY_CASTLE)
                : KeyFactory.getInstance("EC");
    }

    static boolean isForeign(KeyShape shape) {
        return shape.curve() == Curve.P_256K;
    }

    @Override
    public String toString() {
        return shape.toString();
    }
}
