package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.workspace.deployments.DeploymentErrors.canceled;
import static io.mltwin.workspace.deployments.DeploymentErrors.notFound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a deployment: its resources in the order of their dependencies, at most four at a time,
 * each through Azure Resource Manager as the deploying principal. The progress is in the database,
 * so that a killed process continues where it stopped.
 */
@Singleton
record DeploymentExecution(
        DeploymentStore store,
        DeploymentPlans plans,
        ResourceClient calls,
        ResourceSteps resources,
        CompleteMode completeMode,
        Clock clock)
        implements OperationWorker {

    /** Tells how far the resources of a deployment are. */
    enum StepResult {
        /** Something was done, and more may be possible at once. */
        WENT_ON,
        /** Something is under way elsewhere. */
        WAITS,
        /** Nothing is left to do. */
        DONE
    }

    /** A running deployment with its plan and the deployed resources that its expressions read. */
    record RunningDeployment(
            Operation operation, Deployment deployment, DeploymentPlan plan, DeployedResources resources) {}

    static final String NAME = "deployment";

    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        Deployment deployment = store.find(operation.target())
                .orElseThrow(() -> notFound(operation.target().name()));
        if (deployment.state() == DeploymentState.SUCCEEDED) {
            return Progress.done();
        }
        if (deployment.cancelRequested()) {
            store.ended(deployment.id(), DeploymentState.CANCELED, canceled());
            return Progress.failed(OperationStatus.CANCELED, canceled());
        }
        store.running(deployment.id());
        try (EvaluationBudget budget = DeploymentPlans.budget()) {
            DeploymentPlan plan = plans.again(deployment, operation.caller(), budget);
            return advance(
                    new RunningDeployment(operation, deployment, plan, new DeployedResources(calls, operation, plan)));
        }
    }

    private Progress advance(RunningDeployment work) {
        StepResult made = resources.advance(work);
        if (made == StepResult.DONE && work.deployment().mode() == DeploymentRequest.Mode.COMPLETE) {
            made = failures(work).isEmpty() ? completeMode.advance(work) : made;
        }
        if (made != StepResult.DONE) {
            return Progress.again(made == StepResult.WENT_ON ? Duration.ZERO : PAUSE);
        }
        List<AzureException.Detail> failures = failures(work);
        if (failures.isEmpty()) {
            return outputs(work);
        }
        return Progress.failed(OperationStatus.FAILED, DeploymentErrors.failed(failures));
    }

    private List<AzureException.Detail> failures(RunningDeployment work) {
        List<AzureException.Detail> failures = new ArrayList<>();
        for (DeploymentStep step : store.steps(work.deployment().id())) {
            if (step.state() == DeploymentState.FAILED) {
                failures.add(new AzureException.Detail(
                        step.error().path("code").asText(),
                        step.error().path("message").asText(),
                        step.resource() == null ? null : step.resource().toString()));
            }
        }
        return failures;
    }

    private Progress outputs(RunningDeployment work) {
        DeploymentStep step = DeploymentStep.begun(
                null, DeploymentStep.Kind.OUTPUT, work.operation().id(), clock.instant());
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        try {
            work.plan()
                    .outputs(work.resources())
                    .forEach((name, output) -> outputs.set(name, DeploymentBody.typed(output.type(), output.value())));
        } catch (ExpressionException fault) {
            throw badRequest("DeploymentOutputEvaluationFailed", fault.getMessage());
        }
        store.save(work.deployment().id(), step.succeeded(step.kind(), "OK"));
        store.succeeded(work.deployment().id(), outputs);
        return Progress.done();
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        store.ended(operation.target(), DeploymentState.FAILED, fault);
    }
}
