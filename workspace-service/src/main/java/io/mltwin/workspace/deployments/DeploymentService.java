package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.operations.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Takes deployments on, shows and cancels them. */
@ApplicationScoped
class DeploymentService {

    private static final Pattern NAME = Pattern.compile("[-\\w.()]{1,64}");

    private final DeploymentPlans plans;
    private final DeploymentStore store;
    private final Operations operations;
    private final Clock clock;

    DeploymentService(
            DeploymentPlans plans, DeploymentStore store, Operations operations, Clock clock) {
        this.plans = plans;
        this.store = store;
        this.operations = operations;
        this.clock = clock;
    }

    /** A deployment that was taken on; {@code isNew} when none of the name stood. */
    record Taken(Deployment deployment, boolean isNew) {}

    /** Takes it on; the work is a persisted operation. */
    @Transactional
    Taken put(ArmCall call) {
        requireName(call.id());
        DeploymentRequest request =
                DeploymentRequest.read(call.id().providerScope(), call.requiredBody());
        DeploymentPlans.Prepared prepared = plans.prepare(call.id(), request, call.caller());
        Deployment standing = store.locked(call.id()).orElse(null);
        if (standing != null && standing.state().isActive()) {
            throw DeploymentErrors.active(call.id());
        }
        if (standing != null
                && standing.location() != null
                && !standing.location().equals(request.location())) {
            throw DeploymentErrors.otherLocation(
                    call.id().name(), standing.location(), request.location());
        }
        String operationId =
                operations.open(
                        call,
                        DeploymentExecution.NAME,
                        call.id().toString(),
                        request.location() == null ? "global" : request.location());
        Deployment deployment = deployment(call, request, prepared, operationId);
        store.replace(deployment);
        return new Taken(deployment, standing == null);
    }

    /**
     * What a deployment would be; nothing is kept.
     *
     * @throws io.mltwin.armweb.AzureFault 400 when it would be refused
     */
    Deployment validate(ArmCall call) {
        requireName(call.id());
        DeploymentRequest request =
                DeploymentRequest.read(call.id().providerScope(), call.requiredBody());
        DeploymentPlans.Prepared prepared = plans.prepare(call.id(), request, call.caller());
        return deployment(call, request, prepared, "");
    }

    private Deployment deployment(
            ArmCall call,
            DeploymentRequest request,
            DeploymentPlans.Prepared prepared,
            String operationId) {
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

    private static void requireName(ArmResourceId id) {
        if (!NAME.matcher(id.name()).matches()) {
            throw DeploymentErrors.invalidName(id.name());
        }
    }

    Deployment get(ArmResourceId id) {
        return store.find(id).orElseThrow(() -> DeploymentErrors.notFound(id.name()));
    }

    List<Deployment> list(ArmResourceId scope) {
        return store.of(scope);
    }

    JsonNode export(ArmResourceId id) {
        return JsonNodeFactory.instance.objectNode().set("template", get(id).content().template());
    }

    void cancel(ArmResourceId id) {
        store.requestCancel(id);
    }

    boolean delete(ArmResourceId id) {
        return store.delete(id);
    }

    List<DeploymentStep> steps(ArmResourceId id) {
        get(id);
        return store.steps(id);
    }
}
