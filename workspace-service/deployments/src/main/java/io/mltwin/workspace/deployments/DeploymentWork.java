package io.mltwin.workspace.deployments;

import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.operations.Operation;

/** A deployment that is under way, with its plan and what it can ask. */
record DeploymentWork(
        Operation operation,
        Deployment deployment,
        DeploymentPlan plan,
        DeployedResources resources) {}
