package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException;
import io.mltwin.scoring.models.inference.EndpointAuthenticator.Admission;
import io.mltwin.scoring.models.inference.ScoringTarget.ChosenDeployment;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds where a request goes: what is served under its label, whether its credential lets it in, and
 * the deployment of its choice or of the traffic. Nothing is changed by it; on the event loop it does
 * no I/O.
 */
@ApplicationScoped
class ScoringRouter {

    private static final Logger LOG = Logger.getLogger(ScoringRouter.class);

    private final List<FrontDoor> doors;
    private final EndpointAuthenticator authenticator;

    ScoringRouter(@All List<FrontDoor> doors, EndpointAuthenticator authenticator) {
        this.doors = doors;
        this.authenticator = authenticator;
    }

    FrontDoor door(String prefix) {
        for (FrontDoor door : doors) {
            if (door.prefix().equals(prefix)) {
                return door;
            }
        }
        throw new IllegalArgumentException("No requests come through the door " + prefix);
    }

    /**
     * Returns where a request goes.
     *
     * @throws AzureException when it cannot be told, so that the request is recorded by {@link
     *     RefusalFilter}
     * @throws WorkerNeededException on the event loop, where something must be loaded
     */
    ScoringRoute route(EndpointRequest request) {
        ScoringTarget target = door(request.door()).require(request.label());
        target.requireNetwork(request);
        Admission admission = authenticator.authenticate(request.authorization(), target.credentials());
        if (admission.isRefused()) {
            return ScoringRoute.refused(target, admission, admission.fault());
        }
        try {
            ChosenDeployment chosen = target.choose(request);
            return new ScoringRoute(target, admission, chosen, null, chosen.recorded());
        } catch (AzureException refused) {
            return ScoringRoute.refused(target, admission, refused);
        } catch (WorkerNeededException needed) {
            throw needed;
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "Request %s failed: %s", request.requestId(), request);
            return ScoringRoute.refused(target, admission, ScoringAnswer.failure(request.requestId()));
        }
    }

    /** Returns what a request that needs no credential is sent to. */
    ScoringTarget require(String door, String label) {
        return door(door).require(label);
    }

    /** Returns whether a credential is refused, or nothing is served under the label. */
    @ActivateRequestContext
    boolean isRefused(String door, String label, String authorization) {
        try {
            return authenticator
                    .authenticate(authorization, door(door).require(label).credentials())
                    .isRefused();
        } catch (AzureException notHere) {
            return true;
        }
    }

    /** Returns what a label stands for, also where that cannot score. */
    @ActivateRequestContext
    Optional<RecordedService> findRecorded(String door, String label) {
        return door(door).findRecorded(label);
    }

    /**
     * Where a request goes.
     *
     * @param admission what came of its credential
     * @param deployment null where it goes to none
     * @param refusal why it goes to none, else null
     * @param recorded what the record of the request says of it
     */
    record ScoringRoute(
            ScoringTarget target,
            Admission admission,
            ChosenDeployment deployment,
            AzureException refusal,
            RecordedService recorded) {

        static ScoringRoute refused(ScoringTarget target, Admission admission, AzureException refusal) {
            return new ScoringRoute(target, admission, null, refusal, target.recorded());
        }
    }
}
