/**
 * Deployments of online endpoints behind Azure Resource Manager: what each runs, how many instances
 * of it, and how a change gets there. Uses endpoints, images and operations; knows nothing of what
 * runs them but {@link io.mltwin.scoring.models.services.DeploymentHost}. Start reading at
 * {@link io.mltwin.scoring.models.deployments.OnlineDeploymentProvider}.
 */
package io.mltwin.scoring.models.deployments;
