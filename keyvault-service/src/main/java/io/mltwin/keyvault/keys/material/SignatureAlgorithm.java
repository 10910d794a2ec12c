package io.mltwin.keyvault.keys.material;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;

import io.mltwin.armweb.AzureException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.ECNamedCurveTable;

/**
 * An algorithm by which keys sign (RFC 7518, 3.3 to 3.5): Key Vault receives the digest, not the
 * message. The JDK signs digests with PKCS#1 and ECDSA; PSS over a digest is Bouncy Castle's.
 */
public enum SignatureAlgorithm {
    RS256(32, "3031300d060960864801650304020105000420"),
    RS384(48, "3041300d060960864801650304020205000430"),
    RS512(64, "3051300d060960864801650304020305000440"),
    PS256(32, SHA256Digest::new),
    PS384(48, SHA384Digest::new),
    PS512(64, SHA512Digest::new),
    ES256(32, Curve.P_256),
    ES384(48, Curve.P_384),
    ES512(64, Curve.P_521),
    ES256K(32, Curve.P_256K);

    private static final BigInteger ORDER_256K =
            ECNamedCurveTable.getParameterSpec(Curve.P_256K.standardName()).getN();

    private final int digestBytes;
    private final byte[] prefix;
    private final Supplier<Digest> hash;
    private final Curve curve;

    /** PKCS#1: the digest after the encoding of its algorithm. */
    SignatureAlgorithm(int digestBytes, String prefix) {
        this(digestBytes, HexFormat.of().parseHex(prefix), null, null);
    }

    SignatureAlgorithm(int digestBytes, Supplier<Digest> hash) {
        this(digestBytes, null, hash, null);
    }

    SignatureAlgorithm(int digestBytes, Curve curve) {
        this(digestBytes, null, null, curve);
    }

    SignatureAlgorithm(int digestBytes, byte[] prefix, Supplier<Digest> hash, Curve curve) {
        this.digestBytes = digestBytes;
        this.prefix = prefix;
        this.hash = hash;
        this.curve = curve;
    }

    /**
     * Returns the algorithm of a name for a key of this type and curve.
     *
     * @throws AzureException 400 {@code BadParameter}
     */
    public static SignatureAlgorithm of(String text, KeyShape shape) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(text) && known.curve == shape.curve())
                .findFirst()
                .orElseThrow(() -> notSupported(text, shape));
    }

    static AzureException notSupported(String text, KeyShape shape) {
        return badParameter(
                text == null
                        ? "The parameter alg must be specified."
                        : "Key and signing key properties are not compatible: alg "
                                + text
                                + " with a key of type "
                                + shape.kty()
                                + (shape.curve() == null
                                        ? ""
                                        : " " + shape.curve().text())
                                + ".");
    }

    public int digestBytes() {
        return digestBytes;
    }

    public byte[] sign(KeyMaterial key, byte[] digest) {
        checkLength(digest);
        try {
            if (hash != null) {
                PSSSigner signer = pss(true, privateKey(key));
                signer.update(digest, 0, digest.length);
                return signer.generateSignature();
            }
            Signature signature = signature(key);
            signature.initSign(key.privateKey());
            signature.update(input(digest));
            byte[] value = signature.sign();
            return KeyMaterial.isForeign(key.shape()) ? plain(value) : value;
        } catch (GeneralSecurityException | CryptoException | IOException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    public boolean verify(KeyMaterial key, byte[] digest, byte[] value) {
        checkLength(digest);
        try {
            if (hash != null) {
                PSSSigner signer = pss(false, publicKey(key));
                signer.update(digest, 0, digest.length);
                return signer.verifySignature(value);
            }
            Signature signature = signature(key);
            signature.initVerify(key.publicKey());
            signature.update(input(digest));
            return signature.verify(KeyMaterial.isForeign(key.shape()) ? structured(value) : value);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private void checkLength(byte[] digest) {
        if (digest.length != digestBytes) {
            throw badParameter(
                    "Invalid length of 'value': %s bytes. Algorithm %s signs a digest of %s bytes.",
                    digest.length, name(), digestBytes);
        }
    }

    private byte[] input(byte[] digest) {
        if (prefix == null) {
            return digest;
        }
        byte[] info = Arrays.copyOf(prefix, prefix.length + digest.length);
        System.arraycopy(digest, 0, info, prefix.length, digest.length);
        return info;
    }

    private Signature signature(KeyMaterial key) throws GeneralSecurityException {
        if (prefix != null) {
            return Signature.getInstance("NONEwithRSA");
        }
        return KeyMaterial.isForeign(key.shape())
                ? Signature.getInstance("NONEwithECDSA", KeyMaterial.BOUNCY_CASTLE)
                : Signature.getInstance("NONEwithECDSAinP1363Format");
    }

    /**
     * Bouncy Castle signs digests in the ASN.1 form only; JSON Web Signatures have r and s alone.
     */
    private static byte[] plain(byte[] structured) throws IOException {
        BigInteger[] parts = StandardDSAEncoding.INSTANCE.decode(ORDER_256K, structured);
        return PlainDSAEncoding.INSTANCE.encode(ORDER_256K, parts[0], parts[1]);
    }

    private static byte[] structured(byte[] plain) throws IOException {
        BigInteger[] parts = PlainDSAEncoding.INSTANCE.decode(ORDER_256K, plain);
        return StandardDSAEncoding.INSTANCE.encode(ORDER_256K, parts[0], parts[1]);
    }

    private PSSSigner pss(boolean signing, CipherParameters key) {
        PSSSigner signer =
                PSSSigner.createRawSigner(new RSABlindedEngine(), hash.get(), hash.get(), digestBytes, (byte) 0xBC);
        signer.init(signing, key);
        return signer;
    }

    private static CipherParameters publicKey(KeyMaterial key) {
        RSAPublicKey rsa = (RSAPublicKey) key.publicKey();
        return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
    }

    private static CipherParameters privateKey(KeyMaterial key) {
        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key.privateKey();
        return new RSAPrivateCrtKeyParameters(
                rsa.getModulus(),
                rsa.getPublicExponent(),
                rsa.getPrivateExponent(),
                rsa.getPrimeP(),
                rsa.getPrimeQ(),
                rsa.getPrimeExponentP(),
                rsa.getPrimeExponentQ(),
                rsa.getCrtCoefficient());
    }
}
