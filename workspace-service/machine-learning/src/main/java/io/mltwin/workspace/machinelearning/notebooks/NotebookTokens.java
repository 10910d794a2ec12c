package io.mltwin.workspace.machinelearning.notebooks;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.access.AccessClient;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Access tokens of notebook resources: {@code listNotebookAccessToken} (API 2022-10-01), and their
 * renewal with a refresh token. identity-service issues them for the resource's address alone.
 */
@Singleton
record NotebookTokens(
        Notebooks notebooks,
        Workspaces workspaces,
        ServiceHttp http,
        Tokens tokens,
        AccessClient access,
        Addresses addresses) {

    /**
     * {@code NotebookAccessTokenResult} on the wire (API 2022-10-01).
     *
     * @param hostName where the notebook resource answers, with its port
     * @param publicDns the same name alone
     * @param expiresIn seconds
     */
    record NotebookAccessToken(
            String notebookResourceId,
            String hostName,
            String publicDns,
            String accessToken,
            String tokenType,
            String refreshToken,
            long expiresIn,
            String scope) {
        @Override
        public String toString() {
            return "access token of notebook resource " + notebookResourceId;
        }
    }

    static final String ACTION = "Microsoft.MachineLearningServices/workspaces/listNotebookAccessToken/action";

    record Wanted(
            String notebookResourceId,
            String workspaceArmId,
            String region,
            String tenantId,
            String objectId,
            String applicationId,
            String userPrincipalName,
            List<String> groups) {}

    record Issued(String accessToken, String refreshToken, String scope, long expiresIn) {
        @Override
        public String toString() {
            return "tokens for " + expiresIn + " s";
        }
    }

    /** Issues tokens to a caller that Azure Resource Manager authorized. */
    NotebookAccessToken issue(ArmResourceId id, Caller caller) {
        Workspace workspace = workspaces.requireReady(id);
        return issue(workspace, notebooks.require(workspace).resourceId(), caller);
    }

    /**
     * Issues tokens to a caller that had tokens of this resource and may still have them.
     *
     * @throws AzureException 400 {@code invalid_grant} when the resource is gone
     */
    NotebookAccessToken renew(String resourceId, String workspaceScope, Caller caller) {
        Workspace workspace = notebooks
                .workspace(resourceId)
                .filter(found -> AsciiCase.equal(found.id().toString(), workspaceScope))
                .orElseThrow(() -> badRequest("invalid_grant", "The notebook resource is gone."));
        access.require(caller, ACTION, workspace.id().toString());
        return issue(workspace, resourceId, caller);
    }

    private NotebookAccessToken issue(Workspace workspace, String resourceId, Caller caller) {
        Issued issued = http.request(ServiceName.IDENTITY, "POST", "/_internal/notebook-tokens")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new Wanted(
                        resourceId,
                        workspace.id().toString(),
                        workspace.location(),
                        caller.tenantId(),
                        caller.objectId(),
                        caller.applicationId(),
                        caller.userPrincipalName(),
                        caller.groups()))
                .send()
                .orFault()
                .as(Issued.class);
        String host = addresses.notebookHost(resourceId);
        return new NotebookAccessToken(
                resourceId,
                host,
                host.substring(0, host.lastIndexOf(':')),
                issued.accessToken(),
                "Bearer",
                issued.refreshToken(),
                issued.expiresIn(),
                issued.scope());
    }
}
