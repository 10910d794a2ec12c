package io.mltwin.testkit;

import io.mltwin.armweb.ArmTarget;
import io.mltwin.encoding.Sha256;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Signs any token a test wants, as Azure AD, as Azure ML and as Azure Resource Manager, and
 * publishes the keys where the services fetch them. The clock is the wall's.
 */
public final class TestIssuer {

    /** The tenant of everything that says nothing else: T1 of the fixture. */
    public static final String TENANT = "10000000-0000-4000-8000-000000000001";

    /** A client application with no meaning of its own. */
    public static final String CLIENT = "0c11e000-0000-4000-8000-000000000001";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
    private static final int KEY_BITS = 2048;

    private final TestTrust trust;
    private final Clock clock = Clock.systemUTC();
    private final Map<Family, Signer> signers = new ConcurrentHashMap<>();

    /** Who issues. */
    public enum Family {
        AZURE_AD,
        AZURE_ML,
        RESOURCE_MANAGER
    }

    private record Signer(String keyId, KeyPair keys) {}

    TestIssuer(TestTrust trust) {
        this.trust = trust;
    }

    /** A token of an application or managed identity, Azure AD version 1. */
    public TestToken aad(String audience, String objectId) {
        return token(Family.AZURE_AD, azureAd(TENANT), LIFE)
                .audience(audience)
                .tenantId(TENANT)
                .applicationId(CLIENT)
                .claim("oid", objectId)
                .claim("sub", objectId)
                .claim("idtyp", "app")
                .claim("ver", "1.0");
    }

    /** The same of Azure AD's second version: other issuer, {@code azp} for {@code appid}. */
    public TestToken aadVersion2(String audience, String objectId) {
        return aad(audience, objectId)
                .issuer(azureAd(TENANT) + "v2.0")
                .applicationId(null)
                .claim("azp", CLIENT)
                .claim("ver", "2.0");
    }

    /** A user's token through a client application. */
    public TestToken user(String audience, String objectId, String userPrincipalName) {
        return aad(audience, objectId)
                .claim("idtyp", "user")
                .claim("upn", userPrincipalName)
                .claim("scp", "user_impersonation");
    }

    /** A token of one of the six services for another one's internal endpoints. */
    public TestToken service(String from, String to) {
        PlatformService caller = PlatformService.of(from);
        return aad("api://mltwin/" + to, caller.objectId())
                .issuer(azureAd(TrustMaterial.MICROSOFT_TENANT))
                .tenantId(TrustMaterial.MICROSOFT_TENANT)
                .applicationId(caller.applicationId());
    }

    /** A token of the platform's administrator. */
    public TestToken admin() {
        return aad("api://mltwin-admin", UUID.randomUUID().toString())
                .issuer(azureAd(TrustMaterial.MICROSOFT_TENANT))
                .tenantId(TrustMaterial.MICROSOFT_TENANT)
                .applicationId(TrustMaterial.ADMINISTRATOR_APPLICATION);
    }

    /** Azure ML's token for one run. */
    public TestToken run(String workspaceArmId, String workspaceId, String runId, String submitterObjectId) {
        return token(Family.AZURE_ML, login() + "/aml/eastus", LIFE)
                .audience(workspaceId)
                .tenantId(TENANT)
                .claim("sub", runId)
                .claim("scope", "run")
                .claim("runId", runId)
                .claim("experimentId", "experiment")
                .claim("workspaceScope", workspaceArmId)
                .claim("oid", submitterObjectId);
    }

    /**
     * Azure ML's token for a notebook resource.
     *
     * @param audience its address, {@code https://…}
     */
    public TestToken notebook(String audience, String workspaceArmId, String objectId) {
        return token(Family.AZURE_ML, login() + "/aml/eastus", LIFE)
                .audience(audience)
                .tenantId(TENANT)
                .claim("sub", objectId)
                .claim("scope", "aznb_identity")
                .claim("workspaceScope", workspaceArmId)
                .claim("oid", objectId);
    }

    /**
     * Azure Resource Manager's word to a provider about one call of {@link #CLIENT}.
     *
     * @param uri path and query exactly as they are sent
     * @param body null for none
     */
    public TestToken assertion(String provider, String method, String uri, byte[] body, String objectId) {
        ArmTarget target = ArmTarget.parse(uri.split("\\?", 2)[0]);
        return token(Family.RESOURCE_MANAGER, management(), ASSERTION_LIFE)
                .audience("api://mltwin/" + provider)
                .claim("sub", objectId)
                .claim("jti", UUID.randomUUID().toString())
                .claim("method", method)
                .claim("uri", uri)
                .claim("bodySha256", Sha256.hex(body == null ? new byte[0] : body))
                .claim("action", target.action(method))
                .claim("scope", target.id().toString())
                .claim("baseUrl", management())
                .tenantId(TENANT)
                .applicationId(CLIENT)
                .claim("oid", objectId);
    }

    private TestToken token(Family family, String issuer, Duration life) {
        Signer signer = signer(family);
        Instant now = clock.instant();
        return new TestToken(signer.keyId(), signer.keys().getPrivate())
                .issuer(issuer)
                .claim("iat", now.getEpochSecond())
                .notBefore(now)
                .expires(now.plus(life));
    }

    public String login() {
        return trust.url("login", PlatformService.IDENTITY);
    }

    public String management() {
        return trust.url("management", PlatformService.WORKSPACE);
    }

    /** The version 1 issuer of a tenant, with its slash. */
    public String azureAd(String tenantId) {
        return login() + "/" + tenantId + "/";
    }

    public RSAPublicKey publicKey(Family family) {
        return (RSAPublicKey) signer(family).keys().getPublic();
    }

    public String keyId(Family family) {
        return signer(family).keyId();
    }

    /** From now on signs with a new key and publishes no other. */
    public void rotate(Family family) {
        signers.put(family, newSigner());
    }

    private Signer signer(Family family) {
        return signers.computeIfAbsent(family, first -> newSigner());
    }

    private static Signer newSigner() {
        return new Signer(UUID.randomUUID().toString(), newKeys());
    }

    /** A key pair that nobody trusts. */
    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** True for an unexpired Azure AD token of this issuer with the audience. */
    boolean accepts(String token, String audience) {
        if (token == null) {
            return false;
        }
        try {
            new JwtConsumerBuilder()
                    .setVerificationKey(publicKey(Family.AZURE_AD))
                    .setExpectedAudience(audience)
                    .setRequireExpirationTime()
                    .build()
                    .process(token);
            return true;
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    /** The key set at a path of identity or workspace, or null when there is none. */
    PeerAnswer keys(PeerRequest request) {
        Family family = null;
        if (request.service() == PlatformService.WORKSPACE && request.path().equals("/.well-known/jwks.json")) {
            family = Family.RESOURCE_MANAGER;
        } else if (request.service() == PlatformService.IDENTITY) {
            if (request.path().equals("/common/discovery/v2.0/keys")) {
                family = Family.AZURE_AD;
            } else if (request.path().matches("/aml/[a-z0-9]+/discovery/keys")) {
                family = Family.AZURE_ML;
            }
        }
        return family == null ? null : PeerAnswer.json(200, keySet(family));
    }

    private String keySet(Family family) {
        Signer signer = signer(family);
        RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) signer.keys().getPublic());
        key.setKeyId(signer.keyId());
        key.setUse("sig");
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
