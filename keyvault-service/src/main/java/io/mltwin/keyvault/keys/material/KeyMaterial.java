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
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A key pair, or a symmetric key. The JDK does the cryptography, except on the curve P-256K, which
 * it gave up and Bouncy Castle has.
 *
 * @param publicKey null for a symmetric key
 * @param privateKey null when only the public half is at hand, and for a symmetric key
 * @param secret of a symmetric key, else null
 */
public record KeyMaterial(KeyShape shape, PublicKey publicKey, PrivateKey privateKey, SecretKey secret) {

    public static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** A pair. */
    public KeyMaterial(KeyShape shape, PublicKey publicKey, PrivateKey privateKey) {
        this(shape, publicKey, privateKey, null);
    }

    /** Returns a symmetric key. */
    static KeyMaterial symmetric(KeyShape shape, byte[] secret) {
        return new KeyMaterial(shape, null, null, secret == null ? null : new SecretKeySpec(secret, "AES"));
    }

    public static KeyMaterial generate(KeyShape shape, SecureRandom random) {
        if (shape.isSymmetric()) {
            byte[] secret = new byte[shape.size() / 8];
            random.nextBytes(secret);
            return symmetric(shape, secret);
        }
        try {
            KeyPairGenerator generator;
            if (shape.isRsa()) {
                generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(shape.size(), random);
            } else {
                generator = isForeign(shape)
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

    /** Returns the part that may be shown: X.509, of a symmetric key nothing. */
    public byte[] publicEncoding() {
        return publicKey == null ? new byte[0] : publicKey.getEncoded();
    }

    /** Returns the part that may not be shown: PKCS#8, of a symmetric key its bytes. */
    public byte[] privateEncoding() {
        return secret == null ? privateKey.getEncoded() : secret.getEncoded();
    }

    /** Reads the two encodings; {@code pkcs8} is null when the private half is not needed. */
    public static KeyMaterial decode(KeyShape shape, byte[] x509, byte[] pkcs8) {
        if (shape.isSymmetric()) {
            return symmetric(shape, pkcs8);
        }
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
        return isForeign(shape) ? KeyFactory.getInstance("EC", BOUNCY_CASTLE) : KeyFactory.getInstance("EC");
    }

    static boolean isForeign(KeyShape shape) {
        return shape.curve() == Curve.P_256K;
    }

    @Override
    public String toString() {
        return shape.toString();
    }
}
