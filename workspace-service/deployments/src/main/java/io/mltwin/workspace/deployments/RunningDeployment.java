package io.mltwin.workspace.deployments;

import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.operations.Operation;

/** A running deployment with its plan and the deployed resources that its expressions read. */
record RunningDeployment(
        Operation operation, Deployment deployment, DeploymentPlan plan, DeployedResources resources) {}
