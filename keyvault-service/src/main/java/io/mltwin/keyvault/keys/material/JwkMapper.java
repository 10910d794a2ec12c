package io.mltwin.keyvault.keys.material;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;
import org.jose4j.keys.BigEndianBigInteger;

/** Maps keys to JSON Web Keys and back (RFC 7517, 7518). */
public final class JwkMapper {

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private JwkMapper() {}

    /** Returns the public half of a key; of a symmetric key its type alone. */
    public static Jwk toJwk(KeyMaterial key, String kid, List<String> operations) {
        String kty = key.shape().kty();
        if (key.shape().isSymmetric()) {
            return Jwk.publicHalf(kid, kty, operations, null, null, null, null, null);
        }
        if (key.publicKey() instanceof RSAPublicKey rsa) {
            String n = BigEndianBigInteger.toBase64Url(rsa.getModulus());
            String e = BigEndianBigInteger.toBase64Url(rsa.getPublicExponent());
            return Jwk.publicHalf(kid, kty, operations, n, e, null, null, null);
        }
        Curve curve = key.shape().curve();
        ECPoint point = ((ECPublicKey) key.publicKey()).getW();
        String x = BigEndianBigInteger.toBase64Url(point.getAffineX(), curve.bytes());
        String y = BigEndianBigInteger.toBase64Url(point.getAffineY(), curve.bytes());
        return Jwk.publicHalf(kid, kty, operations, null, null, curve.text(), x, y);
    }

    /**
     * Reads an imported key. The halves of a pair must belong together, which no library checks.
     *
     * @throws AzureException 400 {@code BadParameter}
     */
    public static KeyMaterial imported(Jwk jwk, boolean hardware, boolean premium) {
        badParameterIf(jwk == null || jwk.kty() == null, "The parameter key with its kty must be specified.");
        String kty = hardware && !jwk.kty().endsWith("-HSM") ? jwk.kty() + "-HSM" : jwk.kty();
        if (jwk.wrapped() != null) {
            // tells a standard vault's refusal first
            KeyShape.of(kty, jwk.crv(), null, premium);
            throw notBuilt("Importing a key that is wrapped for hardware (key_hsm)");
        }
        try {
            if (jwk.kty().startsWith("oct")) {
                return oct(jwk, kty, premium);
            }
            return jwk.kty().startsWith("RSA") ? rsa(jwk, kty, premium) : ec(jwk, kty, premium);
        } catch (GeneralSecurityException e) {
            throw badParameter("The key cannot be read: " + e.getMessage());
        }
    }

    private static KeyMaterial oct(Jwk jwk, String kty, boolean premium) {
        byte[] secret = isEmpty(jwk.k()) ? null : Base64Url.decode("k", jwk.k());
        KeyShape shape = KeyShape.of(kty, null, secret == null ? null : secret.length * 8, premium);
        badParameterIf(secret == null, "The member k of the key is missing.");
        return KeyMaterial.symmetric(shape, secret);
    }

    private static KeyMaterial rsa(Jwk jwk, String kty, boolean premium) throws GeneralSecurityException {
        BigInteger n = number("n", jwk.n());
        BigInteger e = number("e", jwk.e());
        BigInteger d = number("d", jwk.d());
        BigInteger p = number("p", jwk.p());
        BigInteger q = number("q", jwk.q());
        KeyShape shape = KeyShape.of(kty, null, n.bitLength(), premium);
        badParameterIf(!e.equals(EXPONENT), "The public exponent e must be 65537.");
        BigInteger one = BigInteger.ONE;
        BigInteger dp = number("dp", jwk.dp());
        BigInteger dq = number("dq", jwk.dq());
        BigInteger qi = number("qi", jwk.qi());
        boolean fits = p.compareTo(one) > 0
                && q.compareTo(one) > 0
                && p.multiply(q).equals(n)
                && p.isProbablePrime(40)
                && q.isProbablePrime(40)
                && e.multiply(d).mod(p.subtract(one)).equals(one)
                && e.multiply(d).mod(q.subtract(one)).equals(one)
                && d.mod(p.subtract(one)).equals(dp)
                && d.mod(q.subtract(one)).equals(dq)
                && q.multiply(qi).mod(p).equals(one);
        badParameterIf(!fits, "The members of the RSA key do not belong together.");
        KeyFactory factory = KeyMaterial.factory(shape);
        return new KeyMaterial(
                shape,
                factory.generatePublic(new RSAPublicKeySpec(n, e)),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, dp, dq, qi)));
    }

    private static KeyMaterial ec(Jwk jwk, String kty, boolean premium) throws GeneralSecurityException {
        KeyShape shape = KeyShape.of(kty, required("crv", jwk.crv()), null, premium);
        BigInteger x = number("x", jwk.x());
        BigInteger y = number("y", jwk.y());
        BigInteger d = number("d", jwk.d());
        ECNamedCurveParameterSpec named =
                ECNamedCurveTable.getParameterSpec(shape.curve().standardName());
        badParameterIf(
                d.signum() <= 0 || d.compareTo(named.getN()) >= 0, "The member d is no private key of this curve.");
        org.bouncycastle.math.ec.ECPoint point = named.getG().multiply(d).normalize();
        badParameterIf(
                !point.getAffineXCoord().toBigInteger().equals(x)
                        || !point.getAffineYCoord().toBigInteger().equals(y),
                "The members of the EC key do not belong together.");
        ECParameterSpec spec = new ECNamedCurveSpec(
                shape.curve().standardName(), named.getCurve(), named.getG(), named.getN(), named.getH());
        KeyFactory factory = KeyMaterial.factory(shape);
        return new KeyMaterial(
                shape,
                factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), spec)),
                factory.generatePrivate(new ECPrivateKeySpec(d, spec)));
    }

    private static String required(String member, String value) {
        badParameterIf(isEmpty(value), "The member %s of the key is missing.", member);
        return value;
    }

    private static BigInteger number(String member, String value) {
        return new BigInteger(1, Base64Url.decode(member, required(member, value)));
    }
}
