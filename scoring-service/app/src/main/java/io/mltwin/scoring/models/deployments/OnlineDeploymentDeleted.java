package io.mltwin.scoring.models.deployments;

/**
 * Fired inside the transaction that deletes a deployment.
 *
 * @param key ARM id in lower case
 */
public record OnlineDeploymentDeleted(String key) {}
