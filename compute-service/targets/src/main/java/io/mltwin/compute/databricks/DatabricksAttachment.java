package io.mltwin.compute.databricks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.supportapplication.SupportApplication;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/**
 * Attaches Databricks workspaces: the access token must be one of the workspace that is named, and
 * lies in the vault of Azure ML's workspace from then on. No answer shows it.
 *
 * <p>Deviation: a run on a Databricks workspace is executed by a node of Azure ML's, in place of a
 * cluster of Databricks', which accepts the token before; libraries, notebooks and jars of
 * Databricks are not run.
 */
@Singleton
public record DatabricksAttachment(SupportApplication support, ServiceHttp http, WorkspaceVault vault) {

    private static final String API_VERSION = "2023-02-01";

    /** Asks who the owner of a token is: any token of the workspace may. */
    private static final String ME = "/api/2.0/preview/scim/v2/Me";

    private record WorkspaceBody(Properties properties) {

        private record Properties(String workspaceUrl) {}
    }

    /**
     * Stores the token of a request, outside any transaction.
     *
     * @param isNew whether the compute is: one that is there keeps its token where none is given
     * @return the address of the workspace
     * @throws AzureException 400 for another address or a token that the workspace refuses
     */
    public String attach(
            ArmCall call, Workspace workspace, ArmResourceId resource, DatabricksRequest request, boolean isNew) {
        invalidRequestContentIf(
                request.accessToken() == null && isNew, "properties.properties.databricksAccessToken is required.");
        String correlationId = call.correlationId();
        String address = address(correlationId, workspace, resource);
        if (request.workspaceUrl() != null && !AsciiCase.equal(request.workspaceUrl(), address)) {
            throw invalidRequestContent(
                    "properties.properties.workspaceUrl '%s' is not the address of '%s', which is '%s'.",
                    request.workspaceUrl(), resource, address);
        }
        if (request.accessToken() != null) {
            requireAccepted(correlationId, address, request.accessToken());
            vault.set(workspace, secret(workspace, compute(call.id())), request.accessToken(), "text/plain");
        }
        return address;
    }

    /**
     * Refuses a run on a Databricks workspace that does not accept the stored token any more.
     *
     * @param compute the name of the target
     * @throws AzureException 400
     */
    public void requireUsable(Workspace workspace, String compute, ArmResourceId resource) {
        requireAccepted(
                null,
                address(null, workspace, resource),
                vault.get(workspace, secret(workspace, AsciiCase.lower(compute))));
    }

    /** Removes the token of a compute that is detached, or could not be attached. */
    public void detach(Workspace workspace, ArmResourceId compute) {
        vault.remove(workspace, secret(workspace, compute(compute)));
    }

    /**
     * Names of computes have letters, digits and hyphens, as names of secrets do.
     *
     * @param compute in lower case
     */
    private static String secret(Workspace workspace, String compute) {
        return "aml-" + workspace.workspaceId() + "-compute-" + compute;
    }

    private static String compute(ArmResourceId id) {
        return AsciiCase.lower(id.name());
    }

    private String address(String correlationId, Workspace workspace, ArmResourceId resource) {
        WorkspaceBody body =
                support.get(workspace, resource, API_VERSION, correlationId).as(WorkspaceBody.class);
        String address = body.properties() == null ? null : body.properties().workspaceUrl();
        if (address == null) {
            throw resourceNotFound(resource);
        }
        return address;
    }

    private void requireAccepted(String correlationId, String address, String token) {
        ServiceAnswer answer = http.request(ServiceName.WORKSPACE, "GET", ME)
                .host(address)
                .bearer(token)
                .correlationId(correlationId)
                .send();
        if (answer.status() == 401 || answer.status() == 403) {
            throw badRequest(
                            "ComputeAttachFailed",
                            "The Databricks workspace at '%s' does not accept the access token.",
                            address)
                    .withTarget("properties.properties.databricksAccessToken");
        }
        answer.orFault();
    }
}
