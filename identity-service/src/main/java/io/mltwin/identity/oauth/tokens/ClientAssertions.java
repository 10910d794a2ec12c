package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.badAssertion;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.IdentityNames;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientRecord.ClientKey;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Checks a client assertion ({@code private_key_jwt}): signed RS256 or PS256 by a key registered on
 * the application, issued by and for it, addressed to this token endpoint. Its times are the
 * client's own, so they are compared with the wall clock, with five minutes of grace.
 */
@Singleton
record ClientAssertions(IdentityNames names, PlatformClock clock) {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final long SKEW_SECONDS = 300;
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.RSA_PSS_USING_SHA256);

    /**
     * @param asked the tenant in the path of the request, which may be {@code organizations}: a
     *     client that does not know the user's tenant yet addresses its assertion there
     */
    void verify(String assertion, String applicationId, Tenant tenant, String asked, List<ClientKey> keys) {
        JwtClaims claims = signedClaims(assertion, keys);
        try {
            if (!AsciiCase.equal(applicationId, claims.getIssuer())
                    || !AsciiCase.equal(applicationId, claims.getSubject())) {
                throw badAssertion("iss and sub must be the client_id");
            }
            if (claims.getAudience().stream().noneMatch(audience -> isThisEndpoint(audience, tenant, asked))) {
                throw badAssertion("aud must be the URL of this tenant's token endpoint");
            }
            checkTimes(claims.getExpirationTime(), claims.getNotBefore());
        } catch (MalformedClaimException e) {
            throw badAssertion("a claim has the wrong type");
        }
    }

    /** Returns the claims if a registered key has signed them. Keys in the header are ignored. */
    private JwtClaims signedClaims(String assertion, List<ClientKey> keys) {
        boolean outOfDate = false;
        Instant now = clock.instant();
        for (ClientKey key : keys) {
            try {
                JsonWebSignature signature = new JsonWebSignature();
                signature.setAlgorithmConstraints(ALGORITHMS);
                signature.setCompactSerialization(assertion);
                if (!isNamed(key, signature)) {
                    continue;
                }
                signature.setKey(key.key());
                if (signature.verifySignature()) {
                    if (isInForce(key, now)) {
                        return JwtClaims.parse(signature.getPayload());
                    }
                    outOfDate = true;
                }
            } catch (JoseException | InvalidJwtException e) {
                throw badAssertion("it is no JSON web token signed with RS256 or PS256");
            }
        }
        throw badAssertion(outOfDate ? "The key used is expired." : "The key was not found.");
    }

    /**
     * Returns true when the thumbprints in the header, if any, are those of the certificate. MSAL
     * for Python pads them.
     */
    private static boolean isNamed(ClientKey key, JsonWebSignature signature) {
        String sha1 = signature.getX509CertSha1ThumbprintHeaderValue();
        String sha256 = signature.getX509CertSha256ThumbprintHeaderValue();
        return key.sha1() == null
                || (sha1 == null || key.sha1().equals(thumbprint(sha1)))
                        && (sha256 == null || key.sha256().equals(thumbprint(sha256)));
    }

    /**
     * Returns the thumbprint in the alphabet for URLs without padding; MSAL for Java uses the other
     * alphabet.
     */
    private static String thumbprint(String base64) {
        int end = base64.indexOf('=');
        return (end < 0 ? base64 : base64.substring(0, end)).replace('+', '-').replace('/', '_');
    }

    private static boolean isInForce(ClientKey key, Instant now) {
        return (key.startOn() == null || !key.startOn().isAfter(now.plusSeconds(SKEW_SECONDS)))
                && (key.expiresOn() == null || key.expiresOn().isAfter(now));
    }

    private void checkTimes(NumericDate expiry, NumericDate notBefore) {
        long now = clock.wall().instant().getEpochSecond();
        if (expiry == null || expiry.getValue() + SKEW_SECONDS <= now) {
            throw badAssertion("it has expired or names no expiry");
        }
        if (notBefore != null && notBefore.getValue() - SKEW_SECONDS > now) {
            throw badAssertion("it is not valid yet");
        }
    }

    private boolean isThisEndpoint(String audience, Tenant tenant, String asked) {
        URI uri;
        try {
            uri = URI.create(audience);
        } catch (IllegalArgumentException noUri) {
            return false;
        }
        if (!AsciiCase.equal("https", uri.getScheme()) || uri.getHost() == null || uri.getPath() == null) {
            return false;
        }
        String host = AsciiCase.lower(uri.getHost());
        String[] path = uri.getPath().split("/", 3);
        return (names.isLogin(host) || names.isOwn(host))
                && path.length == 3
                && (AsciiCase.equal(path[1], asked)
                        || AsciiCase.equal(path[1], tenant.tenantId())
                        || tenant.domains().contains(AsciiCase.lower(path[1])))
                && (path[2].equals("oauth2/v2.0/token") || path[2].equals("oauth2/token"));
    }
}
