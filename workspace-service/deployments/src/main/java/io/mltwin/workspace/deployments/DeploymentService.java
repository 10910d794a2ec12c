package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentErrors.active;
import static io.mltwin.workspace.deployments.DeploymentErrors.notFound;
import static io.mltwin.workspace.deployments.DeploymentErrors.otherLocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.operations.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Takes deployments on, shows and cancels them. */
@ApplicationScoped
class DeploymentService {

    private final DeploymentPlans plans;
    private final DeploymentStore store;
    private final Operations operations;
    private final Clock clock;

    DeploymentService(DeploymentPlans plans, DeploymentStore store, Operations operations, Clock clock) {
        this.plans = plans;
        this.store = store;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * Prepares what a request asks for.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it cannot be deployed
     */
    DeploymentPlans.Prepared prepare(ArmCall call, JsonNode body) {
        return plans.prepare(call.id(), DeploymentRequest.read(call.id(), body), call.caller());
    }

    /** Takes it on; the work is a persisted operation. */
    @Transactional
    Outcome put(ArmCall call, JsonNode body, DeploymentPlans.Prepared prepared) {
        String location = prepared.request().location();
        Deployment standing = store.locked(call.id()).orElse(null);
        if (standing != null && standing.state().isActive()) {
            throw active(call.id());
        }
        if (standing != null
                && standing.location() != null
                && !standing.location().equals(location)) {
            throw otherLocation(call.id().name(), standing.location(), location);
        }
        String operationId = operations.open(
                call, DeploymentExecution.NAME, call.id().toString(), location == null ? "global" : location);
        Deployment deployment = deployment(call, prepared, operationId);
        store.replace(deployment);
        return Outcome.accepted(standing == null ? 201 : 200, DeploymentBody.of(deployment, null), operationId);
    }

    /** Answers what a deployment would do; nothing is kept. */
    Outcome validate(ArmCall call, JsonNode body, DeploymentPlans.Prepared prepared) {
        return Outcome.ok(DeploymentBody.validated(deployment(call, prepared, "")));
    }

    private Deployment deployment(ArmCall call, DeploymentPlans.Prepared prepared, String operationId) {
        DeploymentRequest request = prepared.request();
        Instant now = clock.instant();
        return new Deployment(
                call.id(),
                request.location(),
                request.tags(),
                request.mode(),
                DeploymentState.ACCEPTED,
                call.correlationId(),
                operationId,
                prepared.content(),
                null,
                null,
                TemplateHash.of(request.template()),
                false,
                now,
                now);
    }

    Deployment get(ArmResourceId id) {
        return store.find(id).orElseThrow(() -> notFound(id.name()));
    }

    List<Deployment> list(ArmResourceId scope) {
        return store.of(scope);
    }

    JsonNode export(ArmResourceId id) {
        return JsonNodeFactory.instance
                .objectNode()
                .set("template", get(id).content().template());
    }

    Outcome cancel(ArmCall call) {
        store.requestCancel(call.id());
        return Outcome.noContent();
    }

    /** Azure answers 204 also for one that there is. */
    Outcome delete(ArmCall call) {
        store.delete(call.id());
        return Outcome.noContent();
    }

    List<DeploymentStep> steps(ArmResourceId id) {
        get(id);
        return store.steps(id);
    }
}
