package io.mltwin.identity.oauth.notebooktokens;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.requireMember;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Azure ML's token service for notebooks: a token of an hour for one notebook resource and one
 * principal, in scope {@code aznb_identity}, and a token of eight hours that only renews it. Their
 * audiences are addresses of that resource.
 */
@Singleton
record NotebookTokenService(SigningKeyService keys, TokenIssuers issuers, Addresses addresses, Clock clock) {

    private static final String SCOPE = "aznb_identity";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration RENEWABLE = Duration.ofHours(8);
    private static final Pattern RESOURCE_ID = Pattern.compile("[0-9a-f]{32}");

    NotebookTokenBody.Issued issue(NotebookTokenBody.Request wanted) {
        String region = requireMember("region", wanted.region());
        invalidRequestContentIf(
                !region.matches("[a-z0-9]+"), "'region' must be the name of an Azure region, such as eastus.");
        String resource = requireMember("notebookResourceId", wanted.notebookResourceId());
        invalidRequestContentIf(!RESOURCE_ID.matcher(resource).matches(), "'notebookResourceId' has 32 hex digits.");
        String host = "https://" + addresses.notebookHost(resource);
        return new NotebookTokenBody.Issued(
                sign(wanted, host, LIFETIME, SCOPE),
                sign(wanted, host + "/oauth2/token", RENEWABLE, "aznb_renewal"),
                SCOPE,
                LIFETIME.toSeconds());
    }

    private String sign(NotebookTokenBody.Request wanted, String audience, Duration lifetime, String scope) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuers.machineLearning(wanted.region()));
        claims.put("aud", audience);
        claims.put("sub", requireMember("objectId", wanted.objectId()));
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + lifetime.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", scope);
        claims.put(
                "workspaceScope",
                ArmResourceId.parse(requireMember("workspaceArmId", wanted.workspaceArmId()))
                        .toString());
        claims.put("oid", wanted.objectId());
        claims.put("tid", requireMember("tenantId", wanted.tenantId()));
        if (wanted.applicationId() != null) {
            claims.put("appid", wanted.applicationId());
        }
        if (wanted.userPrincipalName() != null) {
            claims.put("upn", wanted.userPrincipalName());
        }
        if (!isEmpty(wanted.groups())) {
            claims.put("groups", wanted.groups());
        }
        return keys.sign(KeyPurpose.AZURE_ML, claims, false);
    }
}
