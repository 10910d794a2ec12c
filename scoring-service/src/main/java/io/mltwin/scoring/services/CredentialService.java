package io.mltwin.scoring.services;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.scoring.ModelManagementFaults;
import io.mltwin.scoring.workspaces.WorkspaceAccess;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * What a web service is called with: its keys, for who may list them, or a token of the caller's
 * own, for whoever may read the workspace (how-to-authenticate-web-service).
 */
@ApplicationScoped
public class CredentialService {

    private static final String LIST_KEYS = "listkeys/action";

    private final WorkspaceAccess access;
    private final ServiceGate gate;
    private final ServiceKeys keys;
    private final EndpointTokens tokens;
    private final DeploymentService deployments;
    private final Event<DeploymentChanged> changed;
    private final Clock clock;

    public CredentialService(
            WorkspaceAccess access,
            ServiceGate gate,
            ServiceKeys keys,
            EndpointTokens tokens,
            DeploymentService deployments,
            Event<DeploymentChanged> changed,
            Clock clock) {
        this.access = access;
        this.gate = gate;
        this.keys = keys;
        this.tokens = tokens;
        this.deployments = deployments;
        this.changed = changed;
        this.clock = clock;
    }

    @Transactional
    AuthKeysBody listKeys(Caller caller, WorkspacePath path, String name) {
        return keys.read(withKeys(gate.enter(caller, path, name, LIST_KEYS)));
    }

    /** Changes the service and tells its keys, so it needs the permission for both. */
    @Transactional
    AuthKeysBody regenerateKeys(
            Caller caller, WorkspacePath path, String name, KeyType which, String value) {
        WebServiceEntity service = withKeys(gate.enter(caller, path, name, "write", LIST_KEYS));
        ServiceRules.checkKey(value);
        keys.set(service, which, value);
        service.updatedAt = clock.instant();
        changed.fire(new DeploymentChanged(service.endpoint, deployments.of(service)));
        return keys.read(service);
    }

    /**
     * A token of the caller for the service. Reading the workspace is enough; {@code
     * services/aks/score/action} grants it too, being described as just that.
     */
    @Transactional
    AuthTokenBody token(Caller caller, WorkspacePath path, String name) {
        access.requireAny(caller, path, "read", "services/aks/score/action");
        WebServiceEntity service = gate.existing(path, name);
        if (ComputeType.valueOf(service.computeType) == ComputeType.ACI) {
            throw notEnabled("Token authentication is not available on ACI.");
        }
        if (!service.aadAuthEnabled) {
            throw notEnabled("Token authentication is not enabled on the service '" + name + "'.");
        }
        return tokens.issue(service, caller);
    }

    private static AzureFault notEnabled(String message) {
        return ModelManagementFaults.badRequest("TokenAuthNotEnabled", message);
    }

    private static WebServiceEntity withKeys(WebServiceEntity service) {
        if (!service.authEnabled) {
            throw ModelManagementFaults.badRequest(
                    "AuthNotEnabled",
                    "Key authentication is not enabled on the service '" + service.name + "'.");
        }
        return service;
    }
}
