package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ArmPipeline.ArmReply;
import io.mltwin.workspace.deployments.DeploymentExecution.RunningDeployment;
import io.mltwin.workspace.deployments.DeploymentExecution.StepResult;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import io.mltwin.workspace.operations.OperationTasks;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mode Complete: deletes what a group holds and the template does not name, one after another,
 * workspaces before what they use. Locks and missing permissions hold it up, and the deployment
 * fails.
 */
@Singleton
record CompleteMode(
        DeploymentStore store, ResourceIndex index, ResourceClient calls, Operations operations, Clock clock) {
    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";
    private static final String API_VERSION = "2022-10-01";

    StepResult advance(RunningDeployment work) {
        Map<String, DeploymentStep> steps = new LinkedHashMap<>();
        for (DeploymentStep step : store.steps(work.deployment().id())) {
            if (step.resource() != null && step.kind() == DeploymentStep.Kind.DELETE) {
                if (!step.isDone()) {
                    return goOn(work, step);
                }
                steps.put(step.resource().key(), step);
            }
        }
        return unnamed(work).stream()
                .filter(resource -> !steps.containsKey(resource.id().key()))
                .min(Comparator.<IndexedResource, Boolean>comparing(
                                resource -> !AsciiCase.equal(resource.id().type(), WORKSPACES))
                        .thenComparing(resource -> resource.id().key()))
                .map(resource -> begin(work, resource))
                .orElse(StepResult.DONE);
    }

    private List<IndexedResource> unnamed(RunningDeployment work) {
        Set<String> named = work.plan().named().stream().map(id -> id.key()).collect(Collectors.toSet());
        return index.ofGroup(work.deployment().scope()).stream()
                .filter(IndexedResource::isTopLevel)
                .filter(resource -> !named.contains(resource.id().key()))
                .toList();
    }

    private StepResult begin(RunningDeployment work, IndexedResource resource) {
        DeploymentStep step = DeploymentStep.begun(
                resource.id(), DeploymentStep.Kind.DELETE, work.operation().id(), clock.instant());
        store.save(work.deployment().id(), step);
        return delete(work, step);
    }

    private StepResult delete(RunningDeployment work, DeploymentStep step) {
        DeploymentStep now;
        try {
            ArmReply reply = calls.delete(work.operation(), step.resource(), API_VERSION);
            String status = ResourceWriter.status(reply.status());
            now = reply.operationId() == null
                    ? step.succeeded(step.kind(), status)
                    : step.waitingFor(reply.operationId(), status);
        } catch (AzureException fault) {
            if (OperationTasks.isAway(fault)) {
                throw fault;
            }
            now = fault.status() == 404
                    ? step.succeeded(step.kind(), "NotFound")
                    : step.failed(DeploymentMapper.error(fault), ResourceWriter.status(fault.status()));
        }
        store.save(work.deployment().id(), now);
        return StepResult.WENT_ON;
    }

    private StepResult goOn(RunningDeployment work, DeploymentStep step) {
        if (step.armOperationId() == null) {
            return delete(work, step);
        }
        Operation running = operations.find(step.armOperationId()).orElse(null);
        if (running != null && !running.isDone()) {
            return StepResult.WAITS;
        }
        boolean gone = running != null && running.status() == OperationStatus.SUCCEEDED;
        store.save(
                work.deployment().id(),
                gone
                        ? step.succeeded(step.kind(), "OK")
                        : step.failed(
                                DeploymentMapper.error(
                                        running == null
                                                ? new AzureException(
                                                        500, "OperationLost", "The operation is not known.")
                                                : conflict(running.errorCode(), running.errorMessage())),
                                "Conflict"));
        return StepResult.WENT_ON;
    }
}
