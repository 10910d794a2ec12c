package io.mltwin.identity.oauth.runtokens;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.requireMember;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Plays Azure ML's own token service: issues a token for one run of one workspace, signed with a
 * key that Azure AD does not have.
 */
@Singleton
record RunTokenService(SigningKeyService keys, TokenIssuers issuers, Clock clock) {

    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    RunTokenBody.Issued issue(RunTokenBody.Request wanted) {
        String region = requireMember("region", wanted.region());
        invalidRequestContentIf(
                !region.matches("[a-z0-9]+"), "'region' must be the name of an Azure region, such as eastus.");
        Long lifetime = wanted.lifetimeSeconds();
        invalidRequestContentIf(
                lifetime == null || lifetime < 1 || lifetime > LONGEST, "'lifetimeSeconds' must be 1 to %s.", LONGEST);
        long now = clock.instant().getEpochSecond();
        long expiresOn = now + lifetime;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuers.machineLearning(region));
        claims.put("aud", requireMember("workspaceId", wanted.workspaceId()));
        claims.put("sub", requireMember("runId", wanted.runId()));
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", expiresOn);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", "run");
        claims.put("runId", wanted.runId());
        claims.put("experimentId", requireMember("experimentId", wanted.experimentId()));
        claims.put(
                "workspaceScope",
                ArmResourceId.parse(requireMember("workspaceArmId", wanted.workspaceArmId()))
                        .toString());
        claims.put("oid", requireMember("submitterObjectId", wanted.submitterObjectId()));
        claims.put("tid", requireMember("tenantId", wanted.tenantId()));
        String token = keys.sign(KeyPurpose.AZURE_ML, claims, false);
        return new RunTokenBody.Issued(token, expiresOn);
    }
}
