package io.mltwin.compute.batchendpoints;

import io.mltwin.armweb.ArmResourceId;

/**
 * A batch endpoint as its jobs need to know it.
 *
 * @param id as it was first written
 * @param defaultDeployment name of the deployment that jobs without one go to; null for none
 */
public record BatchEndpoint(ArmResourceId id, String defaultDeployment) {}
