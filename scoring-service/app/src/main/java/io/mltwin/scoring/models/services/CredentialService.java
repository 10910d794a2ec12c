package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.datakeys.DataKey;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.AuthKeys.KeyType;
import io.mltwin.scoring.models.services.Deployment.DeploymentChanged;
import io.mltwin.scoring.models.services.EndpointTokens.AuthTokenBody;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Gives out the credentials of a web service: its keys to callers that may list them, a token of
 * their own to callers that may read the workspace (how-to-authenticate-web-service).
 */
@Singleton
public record CredentialService(
        WorkspaceAuthorizer access,
        ServiceAuthorizer authorizer,
        ServiceKeys keys,
        EndpointTokens tokens,
        WebServiceRepository repository,
        DeploymentService deployments,
        Event<DeploymentChanged> changed,
        Clock clock) {

    private static final String LIST_KEYS = "listkeys/action";

    AuthKeysBody listKeys(Caller caller, WorkspacePath path, String name) {
        String endpoint = authorizer.require(caller, path, name, LIST_KEYS);
        DataKey open = deployments.open(endpoint, name);
        return RowTransactions.inOne(
                () -> ServiceKeys.read(withKeys(repository.requireByEndpoint(endpoint, name)), open));
    }

    /** Changes the service and tells its keys, so it needs the permission for both. */
    AuthKeysBody regenerateKeys(Caller caller, WorkspacePath path, String name, KeyType which, String value) {
        String endpoint = authorizer.require(caller, path, name, "write", LIST_KEYS);
        DataKey open = deployments.open(endpoint, name);
        return RowTransactions.inOne(() -> setKey(repository.requireByEndpoint(endpoint, name), open, which, value));
    }

    private AuthKeysBody setKey(WebServiceEntity service, DataKey open, KeyType which, String value) {
        withKeys(service);
        ServiceValidator.validateKey(value);
        keys.replace(service, open, which, value);
        service.updatedAt = clock.instant();
        changed.fire(new DeploymentChanged(service.endpoint, deployments.of(service, open)));
        return ServiceKeys.read(service, open);
    }

    /**
     * Returns a token of the caller for the service. Reading the workspace is enough; {@code
     * services/aks/score/action} grants it too, being described as just that.
     */
    AuthTokenBody token(Caller caller, WorkspacePath path, String name) {
        access.requireAny(caller, path, "read", "services/aks/score/action");
        WebServiceEntity service = RowTransactions.inOne(() -> repository.requireByName(path.key(), name));
        if (ComputeType.valueOf(service.computeType) == ComputeType.ACI) {
            throw notEnabled("Token authentication is not available on ACI.");
        }
        if (!service.aadAuthEnabled) {
            throw notEnabled("Token authentication is not enabled on the service '" + name + "'.");
        }
        return tokens.issue(service, caller);
    }

    private static AzureException notEnabled(String message) {
        return badRequest("TokenAuthNotEnabled", message);
    }

    private static WebServiceEntity withKeys(WebServiceEntity service) {
        if (!service.authEnabled) {
            throw badRequest("AuthNotEnabled", "Key authentication is not enabled on the service '%s'.", service.name);
        }
        return service;
    }
}
