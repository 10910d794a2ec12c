package io.mltwin.compute.supportapplication;

import static io.mltwin.armweb.AzureException.conflictIf;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/**
 * Calls Azure Resource Manager for what Azure ML does with a customer's resources to manage
 * compute, as the support application of the workspace's region ("Enterprise security and
 * governance", Securing compute targets and data), with a token of that application: its role
 * decides, locks and policies hold, the activity log names it.
 *
 * <p>Deviation: which operations those are is not public; here it registers Microsoft.Compute with
 * the subscription for a new cluster or compute instance, reads a Databricks workspace that is
 * attached, and deletes the resource of an attached compute that is to be deleted with it.
 */
@Singleton
public record SupportApplication(
        SupportApplicationKeys keys, WorkspaceClient workspaces, ServiceHttp http, Tokens tokens, Addresses addresses) {

    private static final String COMPUTE = "Microsoft.Compute";
    private static final String REGISTRATION = "2022-12-01";

    /**
     * The subscription is ready for the machines of a cluster or for a compute instance.
     *
     * @throws AzureException as Azure Resource Manager refuses the support application
     */
    public void prepareSubscription(Workspace workspace, ArmCall cause) {
        String path = ArmResourceId.subscription(workspace.subscriptionId())
                + "/providers/"
                + COMPUTE
                + "/register?api-version="
                + REGISTRATION;
        send(workspace, "POST", path, cause.correlationId()).orFault();
    }

    /**
     * Deletes a resource that was attached; nothing happens when it is gone.
     *
     * @throws AzureException as Azure Resource Manager refuses the support application
     */
    public void delete(Workspace workspace, ArmResourceId resource, ArmCall cause) {
        ServiceAnswer answer = send(workspace, "DELETE", resource + "?api-version=2022-11-01", cause.correlationId());
        if (answer.status() != 404) {
            answer.orFault();
        }
    }

    /**
     * Reads a resource that is attached.
     *
     * @throws AzureException as Azure Resource Manager refuses the support application
     */
    public ServiceAnswer get(Workspace workspace, ArmResourceId resource, String apiVersion, String correlationId) {
        return send(workspace, "GET", resource + "?api-version=" + apiVersion, correlationId)
                .orFault();
    }

    /** A workspace that was still being made when it was asked for had none yet. */
    private String applicationId(Workspace workspace) {
        return workspace.supportApplicationId() == null
                ? workspaces.afresh(ArmResourceId.parse(workspace.id())).supportApplicationId()
                : workspace.supportApplicationId();
    }

    private ServiceAnswer send(Workspace workspace, String method, String path, String correlationId) {
        String application = applicationId(workspace);
        conflictIf(
                application == null,
                "SupportApplicationNotFound",
                "The workspace's region has no support application yet; create the workspace again.");
        String token = tokens.as(
                        application,
                        workspace.tenantId(),
                        keys.of(application, workspace.tenantId()),
                        addresses.management())
                .value();
        return http.request(ServiceName.WORKSPACE, method, path)
                .bearer(token)
                .correlationId(correlationId)
                .send();
    }
}
