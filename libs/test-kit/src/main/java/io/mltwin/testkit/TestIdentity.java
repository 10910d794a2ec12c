package io.mltwin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Plays what identity gives to services: tokens for a client assertion signed by a service's own
 * key or by the key of a managed identity, managed identities, run tokens, decisions.
 */
final class TestIdentity {

    private static final int LIFE_SECONDS = 3600;
    private static final int GRACE_SECONDS = 30;
    private static final String INTERNAL = "api://mltwin/identity";

    private final TestIssuer issuer;
    private final TestDecisions decisions;
    private final TestTrust trust;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, ManagedIdentity> byClientId = new ConcurrentHashMap<>();

    private record ManagedIdentity(
            String resourceId, String objectId, String clientId, String tenantId, PublicKey key) {}

    private record RegistrationBody(String objectId, String clientId, String tenantId) {}

    private record TokenBody(String token_type, int expires_in, int ext_expires_in, String access_token) {}

    private record RunTokenBody(String token, long expiresOn) {}

    private record NotebookTokensBody(String accessToken, String refreshToken, String scope, long expiresIn) {}

    private record OAuthErrorBody(String error, String error_description) {}

    TestIdentity(TestTrust trust, TestIssuer issuer, TestDecisions decisions) {
        this.trust = trust;
        this.issuer = issuer;
        this.decisions = decisions;
    }

    /** The answer, or null when the path is none of these. */
    PeerAnswer handle(PeerRequest request) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return token(request);
        }
        return switch (request.path()) {
            case "/_mltwin/access/check" -> internal(request, "POST", () -> decisions.check(request));
            case "/_internal/run-tokens" -> internal(request, "POST", () -> runToken(request.json()));
            case "/_internal/notebook-tokens" -> internal(request, "POST", () -> notebookTokens(request.json()));
            case "/_internal/managed-identities" ->
                request.method().equals("DELETE")
                        ? internal(request, "DELETE", () -> forget(request))
                        : internal(request, "POST", () -> register(request.json()));
            default -> null;
        };
    }

    private PeerAnswer internal(PeerRequest request, String method, java.util.function.Supplier<PeerAnswer> work) {
        if (!request.method().equals(method)) {
            return null;
        }
        return issuer.accepts(request.bearer(), INTERNAL)
                ? work.get()
                : PeerAnswer.error(401, "InvalidAuthenticationToken", "no service token for " + INTERNAL);
    }

    private PeerAnswer token(PeerRequest request) {
        String clientId = String.valueOf(request.form("client_id"));
        String scope = String.valueOf(request.form("scope"));
        String assertion = request.form("client_assertion");
        PlatformService service = serviceOf(clientId);
        ManagedIdentity managed = byClientId.get(clientId);
        PublicKey key = service != null
                ? trust.clientCertificate(service).getPublicKey()
                : managed == null ? null : managed.key();
        if (key == null || !signed(assertion, clientId, key)) {
            return PeerAnswer.json(401, new OAuthErrorBody("invalid_client", "AADSTS700027: client assertion refused"));
        }
        String audience = scope.replaceFirst("/\\.default$", "");
        TestToken token = issuer.aad(audience, service != null ? service.objectId() : managed.objectId());
        String tenant = service != null ? TrustMaterial.MICROSOFT_TENANT : managed.tenantId();
        token.issuer(issuer.azureAd(tenant)).tenantId(tenant).applicationId(clientId);
        if (managed != null) {
            token.claim("xms_mirid", managed.resourceId());
        }
        return PeerAnswer.json(200, new TokenBody("Bearer", LIFE_SECONDS, LIFE_SECONDS, token.sign()));
    }

    private static PlatformService serviceOf(String applicationId) {
        for (PlatformService service : PlatformService.values()) {
            if (service.applicationId().equals(applicationId)) {
                return service;
            }
        }
        return null;
    }

    private static boolean signed(String assertion, String clientId, PublicKey key) {
        if (assertion == null) {
            return false;
        }
        try {
            new JwtConsumerBuilder()
                    .setVerificationKey(key)
                    .setExpectedIssuer(clientId)
                    .setExpectedSubject(clientId)
                    .setSkipDefaultAudienceValidation()
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(GRACE_SECONDS)
                    .build()
                    .process(assertion);
            return true;
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    private PeerAnswer register(JsonNode wanted) {
        String resourceId = wanted.path("resourceId").asText();
        String tenantId = wanted.path("tenantId").asText();
        ManagedIdentity identity = new ManagedIdentity(
                resourceId,
                id("object", resourceId),
                id("client", resourceId),
                tenantId,
                key(wanted.path("publicKeyPem").asText()));
        byClientId.put(identity.clientId(), identity);
        return PeerAnswer.json(200, new RegistrationBody(identity.objectId(), identity.clientId(), tenantId));
    }

    private PeerAnswer forget(PeerRequest request) {
        byClientId.remove(id("client", String.valueOf(request.query("resourceId"))));
        return PeerAnswer.status(204);
    }

    private PeerAnswer runToken(JsonNode wanted) {
        long expiresOn = clock.instant().getEpochSecond()
                + wanted.path("lifetimeSeconds").asLong();
        TestToken token = issuer.run(
                        wanted.path("workspaceArmId").asText(),
                        wanted.path("workspaceId").asText(),
                        wanted.path("runId").asText(),
                        wanted.path("submitterObjectId").asText())
                .tenantId(wanted.path("tenantId").asText())
                .claim("experimentId", wanted.path("experimentId").asText())
                .claim("exp", expiresOn);
        return PeerAnswer.json(200, new RunTokenBody(token.sign(), expiresOn));
    }

    private PeerAnswer notebookTokens(JsonNode wanted) {
        String host = trust.url(wanted.path("notebookResourceId").asText() + ".notebooks", PlatformService.WORKSPACE);
        return PeerAnswer.json(
                200,
                new NotebookTokensBody(
                        notebookToken(wanted, host),
                        notebookToken(wanted, host + "/oauth2/token"),
                        "aznb_identity",
                        LIFE_SECONDS));
    }

    private String notebookToken(JsonNode wanted, String audience) {
        return issuer.notebook(
                        audience,
                        wanted.path("workspaceArmId").asText(),
                        wanted.path("objectId").asText())
                .tenantId(wanted.path("tenantId").asText())
                .sign();
    }

    /** Same resource, same identity. */
    private static String id(String what, String resourceId) {
        return UUID.nameUUIDFromBytes((what + " " + resourceId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static PublicKey key(String pem) {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("publicKeyPem is no RSA key", e);
        }
    }
}
