package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.AzureException;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.endpoints.AuthMode;
import io.mltwin.scoring.models.endpoints.OnlineEndpointChanged;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.workspaces.WorkspaceKeyRevoked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;

/** The loaded endpoints by the label of their host; one is loaded by its first request. */
@ApplicationScoped
public class OnlineEndpoints implements Resettable {

    private final Instance<OnlineEndpointService> endpoints;
    private final EndpointTokens tokens;
    private final BoundedMemory<String, ServedEndpoint> loaded = BoundedMemory.ofSmall(Duration.ofDays(1));

    OnlineEndpoints(Instance<OnlineEndpointService> endpoints, EndpointTokens tokens) {
        this.endpoints = endpoints;
        this.tokens = tokens;
    }

    /**
     * Returns the endpoint of a host's label.
     *
     * @throws AzureException 404 when there is none
     */
    ServedEndpoint require(String label) {
        return loaded.find(label).orElseGet(() -> load(label));
    }

    private synchronized ServedEndpoint load(String label) {
        ServedEndpoint found = endpoints
                .get()
                .findServed(label)
                .orElseThrow(() -> new AzureException(404, "NotFound", "There is no online endpoint at this address."));
        if (found.authMode() == AuthMode.AML_TOKEN) {
            tokens.prepare();
        }
        loaded.of(found.workspaceId()).put(label, found);
        return found;
    }

    synchronized void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) OnlineEndpointChanged event) {
        if (event.endpoint() == null) {
            loaded.remove(event.label());
        } else {
            loaded.of(event.endpoint().workspaceId()).replace(event.label(), event.endpoint());
        }
    }

    synchronized void revoked(@Observes WorkspaceKeyRevoked event) {
        loaded.clear();
    }

    @Override
    public synchronized void clear() {
        loaded.clear();
    }
}
