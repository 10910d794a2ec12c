package io.mltwin.workspace.deployments;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.deployments.DeploymentExecution.RunningDeployment;
import io.mltwin.workspace.deployments.DeploymentExecution.StepResult;
import io.mltwin.workspace.deployments.template.PlannedResource;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Brings the resources of a deployment on, as far as their dependencies let them. */
@Singleton
record ResourceSteps(DeploymentStore store, ResourceWriter writes) {
    private static final int AT_ONCE = 4;

    /**
     * Looks at each once.
     *
     * @throws AzureException 502, 503 or 504 when a service is away, to be tried again
     */
    StepResult advance(RunningDeployment work) {
        Map<String, DeploymentStep> steps = new LinkedHashMap<>();
        store.steps(work.deployment().id()).stream()
                .filter(step -> step.resource() != null)
                .forEach(step -> steps.put(step.resource().key(), step));
        boolean wentOn = false;
        int underWay = 0;
        for (PlannedResource resource : work.plan().resources()) {
            String key = resource.id().key();
            DeploymentStep step = steps.get(key);
            if (step != null && !step.isDone()) {
                DeploymentStep now = writes.goOn(work, resource, step);
                wentOn |= now.isDone();
                underWay += now.isDone() ? 0 : 1;
                steps.put(key, now);
            }
        }
        for (PlannedResource resource : work.plan().resources()) {
            String key = resource.id().key();
            if (!steps.containsKey(key) && underWay < AT_ONCE && isReady(resource, steps)) {
                DeploymentStep now = writes.begin(work, resource);
                wentOn = true;
                underWay += now.isDone() ? 0 : 1;
                steps.put(key, now);
            }
        }
        if (wentOn) {
            return StepResult.WENT_ON;
        }
        return underWay > 0 ? StepResult.WAITS : StepResult.DONE;
    }

    private static boolean isReady(PlannedResource resource, Map<String, DeploymentStep> steps) {
        return resource.after().stream()
                .filter(other -> !other.isExisting())
                .map(other -> steps.get(other.id().key()))
                .allMatch(step -> step != null && step.state() == DeploymentState.SUCCEEDED);
    }
}
