package io.mltwin.scoring.models.inference.online;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.endpoints.ServedEndpoint.OnlineEndpointChanged;
import io.mltwin.scoring.models.inference.FrontDoor;
import io.mltwin.scoring.models.inference.ScoringTarget;
import io.mltwin.scoring.models.inference.online.OnlineTarget.OnlineRouting;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.workspaces.WorkspaceKeys.WorkspaceKeyRevoked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;

/** The loaded endpoints by the label of their host; one is loaded by its first request. */
@ApplicationScoped
public class OnlineEndpoints implements FrontDoor, Resettable {

    private static final int NOT_FOUND = 404;

    private final Instance<OnlineEndpointService> endpoints;
    private final EndpointTokens tokens;
    private final OnlineRouting routing;
    private final BoundedMemory<String, ServedEndpoint> loaded = BoundedMemory.ofSmall(Duration.ofDays(1));

    OnlineEndpoints(Instance<OnlineEndpointService> endpoints, EndpointTokens tokens, OnlineRouting routing) {
        this.endpoints = endpoints;
        this.tokens = tokens;
        this.routing = routing;
    }

    @Override
    public String prefix() {
        return "online";
    }

    @Override
    public ScoringTarget require(String label) {
        return new OnlineTarget(loaded.find(label).orElseGet(() -> load(label)), routing);
    }

    @Override
    public Optional<RecordedService> findRecorded(String label) {
        try {
            return Optional.of(require(label).recorded());
        } catch (AzureException refused) {
            if (refused.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private ServedEndpoint load(String label) {
        EventLoopOrWorker.requireWorker();
        return read(label);
    }

    private synchronized ServedEndpoint read(String label) {
        ServedEndpoint found = endpoints
                .get()
                .findServed(label)
                .orElseThrow(() -> notFound("NotFound", "There is no online endpoint at this address."));
        if (found.authentication() == Authentication.TOKEN) {
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
