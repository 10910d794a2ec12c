package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ArmPipeline.ArmReply;
import io.mltwin.workspace.deployments.DeploymentExecution.RunningDeployment;
import io.mltwin.workspace.deployments.template.PlannedResource;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import io.mltwin.workspace.operations.OperationTasks;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * Writes single resources of a deployment, unless nothing would change.
 *
 * <p>Nothing changes when the very same body was sent by the last deployment of the resource, with
 * the same api-version, nobody has written it through Azure Resource Manager since, and a GET
 * answers the very same as right after that write: then the same PUT again would leave it as it is.
 * Whenever one of these differs or cannot be read, the PUT goes out.
 *
 * <p>Deviation: a resource that stands as the last deployment of it left it is only read when it is
 * deployed again unchanged; Azure sends the same PUT again.
 */
@Singleton
record ResourceWriter(
        DeploymentStore store, ResourceClient calls, Operations operations, ResourceIndex index, Clock clock) {
    private static final String DEPLOYMENTS = "Microsoft.Resources/deployments";

    DeploymentStep begin(RunningDeployment work, PlannedResource resource) {
        DeploymentStep step = DeploymentStep.begun(
                resource.id(), DeploymentStep.Kind.CREATE, work.operation().id(), clock.instant());
        store.save(work.deployment().id(), step);
        return saved(work, write(work, resource, step));
    }

    /** Goes on with what was begun, perhaps by a process that was killed. */
    DeploymentStep goOn(RunningDeployment work, PlannedResource resource, DeploymentStep step) {
        if (step.armOperationId() == null) {
            Optional<Operation> left = operations
                    .runningOn(resource.id())
                    .filter(running ->
                            running.correlationId().equals(work.operation().correlationId()));
            return saved(
                    work,
                    left.map(running -> step.waitingFor(running.id(), "Accepted"))
                            .orElseGet(() -> write(work, resource, step)));
        }
        Operation running = operations.find(step.armOperationId()).orElse(null);
        if (running != null && !running.isDone()) {
            return step;
        }
        return saved(work, ended(work, resource, step, running));
    }

    private DeploymentStep saved(RunningDeployment work, DeploymentStep step) {
        store.save(work.deployment().id(), step);
        return step;
    }

    private DeploymentStep write(RunningDeployment work, PlannedResource resource, DeploymentStep step) {
        try {
            JsonNode body = resource.body(work.resources());
            String sent = Fingerprint.of(resource.apiVersion() + " " + Fingerprint.of(body));
            if (isUnchanged(work, resource, sent)) {
                return step.succeeded(DeploymentStep.Kind.READ, "OK");
            }
            store.keep(resource.id(), new Fingerprint(sent, ""));
            ArmReply reply = calls.put(work.operation(), resource.id(), resource.apiVersion(), body);
            String status = status(reply.status());
            if (reply.operationId() != null) {
                return step.waitingFor(reply.operationId(), status);
            }
            noteState(work, resource);
            return step.succeeded(step.kind(), status);
        } catch (ExpressionException fault) {
            return step.failed(DeploymentMapper.error(badRequest("InvalidTemplate", fault.getMessage())), "BadRequest");
        } catch (AzureException fault) {
            if (OperationTasks.isAway(fault)) {
                throw fault;
            }
            return step.failed(DeploymentMapper.error(fault), status(fault.status()));
        }
    }

    private DeploymentStep ended(
            RunningDeployment work, PlannedResource resource, DeploymentStep step, Operation operation) {
        if (operation != null && operation.status() == OperationStatus.SUCCEEDED) {
            noteState(work, resource);
            return step.succeeded(step.kind(), "OK");
        }
        AzureException fault = operation == null
                ? new AzureException(500, "OperationLost", "The operation is not known.")
                : conflict(operation.errorCode(), operation.errorMessage());
        JsonNode inner = isDeployment(resource.id())
                ? store.find(resource.id()).map(Deployment::error).orElse(null)
                : null;
        return step.failed(inner == null ? DeploymentMapper.error(fault) : inner, "Conflict");
    }

    private boolean isUnchanged(RunningDeployment work, PlannedResource resource, String sent) {
        Fingerprint last = store.fingerprint(resource.id()).orElse(null);
        if (last == null || !last.sent().equals(sent) || last.stood().isEmpty()) {
            return false;
        }
        return standing(work, resource).filter(last.stood()::equals).isPresent();
    }

    /**
     * Returns what the provider shows of a resource, with the time of its last write: not all that
     * is written is shown.
     */
    private Optional<String> standing(RunningDeployment work, PlannedResource resource) {
        return calls.find(work.operation(), resource.id(), resource.apiVersion())
                .map(shown -> Fingerprint.of(Fingerprint.of(shown)
                        + " "
                        + index.changedAt(resource.id()).orElse(null)));
    }

    /** A nested deployment is always carried out; what it deploys may be unchanged. */
    private void noteState(RunningDeployment work, PlannedResource resource) {
        if (isDeployment(resource.id())) {
            return;
        }
        Fingerprint last = store.fingerprint(resource.id()).orElse(null);
        if (last != null) {
            standing(work, resource)
                    .ifPresent(stands -> store.keep(resource.id(), new Fingerprint(last.sent(), stands)));
        }
    }

    private static boolean isDeployment(ArmResourceId id) {
        return AsciiCase.equal(id.type(), DEPLOYMENTS);
    }

    /** As .NET names it. */
    static String status(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "NoContent";
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 409 -> "Conflict";
            case 501 -> "NotImplemented";
            default -> Integer.toString(status);
        };
    }
}
