package io.mltwin.scoring.models.services;

/**
 * Fired inside the transaction that changes a service's keys or settings or deletes it.
 *
 * @param deployment null when it was deleted
 */
public record DeploymentChanged(String endpoint, Deployment deployment) {}
