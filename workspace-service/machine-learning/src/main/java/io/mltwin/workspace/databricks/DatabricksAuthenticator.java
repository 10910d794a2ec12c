package io.mltwin.workspace.databricks;

import static io.mltwin.workspace.databricks.DatabricksErrors.permissionDenied;
import static io.mltwin.workspace.databricks.DatabricksErrors.unauthenticated;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.databricks.AccessTokenEntity.AccessTokenRepository;
import io.mltwin.workspace.databricks.DatabricksEntity.DatabricksRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Proves who calls a workspace's own API: by a token of Azure AD for the application
 * AzureDatabricks, or by an access token of the workspace. One answer for what is no workspace and
 * what is no token.
 *
 * <p>Deviation: a workspace has no list of users; those who may write it in Azure Resource Manager
 * are its users, as they are its administrators in Azure. An access token counts until it expires
 * or is deleted, whatever becomes of its owner's roles.
 */
@Singleton
class DatabricksAuthenticator {

    /**
     * Who calls a workspace's own API.
     *
     * @param workspaceKey the workspace, by its ARM id in lower case
     */
    record DatabricksCaller(String workspaceKey, String objectId) {}

    private static final String BEARER = "Bearer ";
    private static final String ACTION = "Microsoft.Databricks/workspaces/write";
    private static final String REFUSED = "Credential was not sent or was of an unsupported type.";

    private final DatabricksRepository workspaces;
    private final AccessTokenRepository tokens;
    private final TokenCheck check;
    private final AccessClient access;
    private final Plane plane;
    private final Clock clock;

    DatabricksAuthenticator(
            DatabricksRepository workspaces,
            AccessTokenRepository tokens,
            TokenCheck check,
            AccessClient access,
            Addresses addresses,
            Clock clock) {
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.check = check;
        this.access = access;
        this.plane = Plane.aad("/databricks", Envelope.MLFLOW, Audiences.databricks());
        this.clock = clock;
    }

    /** A workspace as far as it is needed here. */
    private record Workspace(String key, String id, String tenantId) {}

    /**
     * Returns who calls.
     *
     * @throws io.mltwin.armweb.AzureException 401, or 403 for a principal who may not use the
     *     workspace
     */
    DatabricksCaller require(long workspaceNumber, String authorization) {
        if (authorization == null || !AsciiCase.startsWith(authorization, BEARER)) {
            throw unauthenticated(REFUSED);
        }
        String token = authorization.substring(BEARER.length()).trim();
        Workspace workspace = find(workspaceNumber);
        return token.startsWith(AccessTokens.PREFIX) ? ofAccessToken(workspace, token) : ofAzureAd(workspace, token);
    }

    private Workspace find(long workspaceNumber) {
        return QuarkusTransaction.requiringNew()
                .call(() -> workspaces
                        .find("workspaceNumber", workspaceNumber)
                        .firstResultOptional()
                        .map(row -> new Workspace(row.key, row.id, row.tenantId)))
                .orElseThrow(() -> unauthenticated(REFUSED));
    }

    private DatabricksCaller ofAccessToken(Workspace workspace, String token) {
        return QuarkusTransaction.requiringNew()
                .call(() -> tokens.byHash(workspace.key(), Sha256.hash(token)))
                .filter(row -> row.expires == null || row.expires.isAfter(clock.instant()))
                .map(row -> new DatabricksCaller(workspace.key(), row.ownerObjectId))
                .orElseThrow(() -> unauthenticated("Invalid access token."));
    }

    private DatabricksCaller ofAzureAd(Workspace workspace, String token) {
        VerifiedToken verified;
        try {
            verified = check.check(token, plane);
        } catch (TokenRefusedException refused) {
            throw unauthenticated(refused.getMessage());
        }
        if (!AsciiCase.equal(verified.tenantId(), workspace.tenantId())) {
            throw unauthenticated("The token is of another tenant.");
        }
        if (!access.isAllowed(verified.caller(), new Check(ACTION, workspace.id(), false))) {
            throw permissionDenied("The principal is no user of this workspace: it needs " + ACTION + ".");
        }
        return new DatabricksCaller(workspace.key(), verified.objectId());
    }
}
