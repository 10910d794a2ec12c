package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.computetargets.ComputeIdentities;
import io.mltwin.compute.computetargets.ComputeIdentity;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.databricks.DatabricksAttachment;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.CuratedEnvironments;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.EnvironmentResolver;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.quotas.NodeQuota;
import io.mltwin.compute.serverless.ServerlessPools;
import io.mltwin.compute.serverless.ServerlessPools.ServerlessPool;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Finds the compute target, the identity and the environment of a run, and refuses those that
 * cannot execute it.
 */
@Singleton
record RunTargetValidator(
        ComputeConfig config,
        ComputeTargets computes,
        ComputeIdentities identities,
        NodeQuota quota,
        AttachedMachines machines,
        DatabricksAttachment databricks,
        DatastoreAccess datastores,
        CuratedEnvironments environments,
        EnvironmentResolver resolver) {

    private static final String MOST_NODES = "mltwin.compute.most-nodes";

    /**
     * Plans the nodes of a run on serverless compute, which the quotas of the subscription must be
     * able to admit.
     */
    ServerlessPool serverless(Workspace workspace, CommandRun run) {
        RunRequirements requirements = run.requirements();
        requireNodes(requirements.instanceCount(), config.compute().mostNodes(), MOST_NODES);
        String size = quota.requireSize(
                workspace, requirements.instanceType(), requirements.instanceCount(), requirements.vmPriority());
        requireIdentity(
                requirements.identity(), workspace.identityClientId(), workspace.identityObjectId(), workspace.id());
        return ServerlessPools.plan(
                workspace, run.runId(), size, requirements.vmPriority(), requirements.instanceCount());
    }

    private static void requireIdentity(JobIdentity wanted, String clientId, String objectId, String resourceId) {
        if (isManaged(wanted) && !wanted.matches(clientId, objectId, resourceId)) {
            throw noIdentity("Serverless compute acts as the identity of the workspace");
        }
    }

    /** A run whose nodes can never be there at once would wait for ever. */
    private static void requireNodes(int count, int most, String limit) {
        if (count > most) {
            throw badRequest("UserError", "The job needs %s nodes at once, and %s is %s.", count, limit, most)
                    .withTarget("properties.resources.instanceCount");
        }
    }

    private static boolean isManaged(JobIdentity wanted) {
        return wanted != null && wanted.kind() == JobIdentity.Kind.MANAGED;
    }

    private static AzureException noIdentity(String why) {
        return badRequest("UserError", why + ", and the job names another managed identity.")
                .withTarget("properties.identity");
    }

    /** Returns the cluster or attached machine that a job names. */
    ComputeTarget target(OpenWorkspace open, CommandRun run) {
        Workspace workspace = open.workspace();
        ComputeTarget target = target(workspace, run.target(), "properties.computeId");
        String size = run.requirements().instanceType();
        if (size != null && !AsciiCase.equal(size, target.vmSize())) {
            throw badRequest(
                            "UserError",
                            "The nodes of '%s' have the size '%s'. Leave instanceType out, or leave computeId out for serverless"
                                    + " compute.",
                            target.name(),
                            target.vmSize())
                    .withTarget("properties.resources.instanceType");
        }
        int count = run.requirements().instanceCount();
        requireNodes(count, target.maxNodes(), "maxNodeCount of '" + target.name() + "'");
        if (target.isCluster()) {
            requireNodes(count, config.compute().mostNodes(), MOST_NODES);
        }
        if (isManaged(run.requirements().identity())) {
            requireIdentity(workspace, target, run.requirements().identity());
        }
        if (target.isAttachedMachine()) {
            requireReachable(open, target, run.data());
        }
        return target;
    }

    /** Refuses data that a run cannot reach from its target. */
    void requireReachable(OpenWorkspace open, ComputeTarget target, List<RunData> data) {
        data.forEach(one -> datastores.check(open, one.datastore(), !target.isAttachedMachine()));
    }

    private void requireIdentity(Workspace workspace, ComputeTarget target, JobIdentity wanted) {
        if (target.isAttachedMachine()) {
            throw noIdentity("An attached machine acts as no managed identity");
        }
        List<ComputeIdentity> own = identities.of(target.computeId());
        boolean isThere = own.isEmpty()
                ? wanted.matches(workspace.identityClientId(), workspace.identityObjectId(), workspace.id())
                : own.stream().anyMatch(one -> wanted.matches(one.clientId(), one.objectId(), one.resourceId()));
        if (!isThere) {
            throw noIdentity("The compute target '"
                    + target.name()
                    + "' acts as "
                    + (own.isEmpty() ? "the workspace" : "identities of its own"));
        }
    }

    /** Returns the cluster, attached machine or Databricks workspace of this name. */
    ComputeTarget target(Workspace workspace, String name) {
        return target(workspace, name, "configuration.target");
    }

    private ComputeTarget target(Workspace workspace, String name, String field) {
        ComputeTarget target = computes.find(workspace, name)
                .orElseThrow(
                        () -> RunDefinitionValidator.invalid(field, "The workspace has no compute target '%s'.", name));
        if (target.isAttachedMachine()) {
            if (machines.isReached(target.computeId())) {
                return target;
            }
            throw notBuilt(
                    "A run on a %s that was attached without address and administratorAccount", target.computeType());
        }
        notBuiltIf(target.isInstance(), "A run on a compute instance");
        if (target.isDatabricks()) {
            databricks.requireUsable(
                    workspace,
                    target.name(),
                    computes.attachedResource(target.computeId()).orElseThrow());
            return target;
        }
        notBuiltIf(target.isDataFactory(), "A run on a compute of type DataFactory");
        RunDefinitionValidator.invalidIf(
                !target.isCluster(),
                field,
                "'%s' is %s; runs need an AmlCompute cluster or an attached machine.",
                name,
                target.computeType());
        RunDefinitionValidator.invalidIf(
                target.maxNodes() == 0, field, "The cluster '%s' has maxNodeCount 0: no run would ever start.", name);
        return target;
    }

    /** Returns what a node prepares for a job of Azure Resource Manager. */
    EnvironmentPlan environment(RunHistory history, CommandRun run) {
        return environment(history, run.environment(), run.environmentVersion(), null, "properties.environmentId");
    }

    /**
     * Returns what a node prepares for a run.
     *
     * @param inline what the run itself says of its environment; null where it names one alone
     */
    EnvironmentPlan environment(RunHistory history, String name, String version, EnvironmentSource inline) {
        return environment(history, name, version, inline, "configuration.environment.name");
    }

    private EnvironmentPlan environment(
            RunHistory history, String name, String version, EnvironmentSource inline, String field) {
        return resolver.find(history, name, version, inline)
                .orElseThrow(() -> RunDefinitionValidator.invalid(
                        field,
                        "There is no environment '%s' in this workspace; the curated ones are %s.",
                        name,
                        environments.all().stream()
                                .map(CuratedEnvironment::name)
                                .toList()));
    }
}
