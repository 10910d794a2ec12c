package io.mltwin.compute.execution;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargetService;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.CuratedEnvironment;
import io.mltwin.compute.environments.CuratedEnvironments;
import io.mltwin.compute.environments.EnvironmentResolver;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.environments.preparation.EnvironmentSource;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;

/**
 * Finds the compute target and the environment of a run, and refuses those that cannot execute it.
 */
@Singleton
class RunTargetValidator {

    private final ComputeTargetService computes;
    private final AttachedMachines machines;
    private final CuratedEnvironments environments;
    private final EnvironmentResolver resolver;

    RunTargetValidator(
            ComputeTargetService computes,
            AttachedMachines machines,
            CuratedEnvironments environments,
            EnvironmentResolver resolver) {
        this.computes = computes;
        this.machines = machines;
        this.environments = environments;
        this.resolver = resolver;
    }

    /** Returns the cluster or attached machine of this name. */
    ComputeTarget target(Workspace workspace, String name) {
        ComputeTarget target =
                computes.find(workspace, name)
                        .orElseThrow(
                                () ->
                                        RunDefinitionValidator.invalid(
                                                "configuration.target",
                                                "The workspace has no compute target '"
                                                        + name
                                                        + "'."));
        if (target.isAttachedMachine()) {
            if (machines.isReached(target.computeId())) {
                return target;
            }
            throw AzureException.notBuilt(
                    "A run on a "
                            + target.computeType()
                            + " that was attached without address and administratorAccount");
        }
        if (target.isInstance()) {
            throw AzureException.notBuilt("A run on a compute instance");
        }
        if (!target.isCluster()) {
            throw RunDefinitionValidator.invalid(
                    "configuration.target",
                    "'"
                            + name
                            + "' is "
                            + target.computeType()
                            + "; runs need an AmlCompute cluster or an attached machine.");
        }
        if (target.maxNodes() == 0) {
            throw RunDefinitionValidator.invalid(
                    "configuration.target",
                    "The cluster '" + name + "' has maxNodeCount 0: no run would ever start.");
        }
        return target;
    }

    /**
     * Returns what a node prepares for a run.
     *
     * @param inline what the run itself says of its environment; null where it names one alone
     */
    EnvironmentPlan environment(
            RunHistory history, String name, String version, EnvironmentSource inline) {
        return resolver.find(history, name, version, inline)
                .orElseThrow(
                        () ->
                                RunDefinitionValidator.invalid(
                                        "configuration.environment.name",
                                        "There is no environment '"
                                                + name
                                                + "' in this workspace; the curated ones are "
                                                + environments.all().stream()
                                                        .map(CuratedEnvironment::name)
                                                        .toList()
                                                + "."));
    }
}
