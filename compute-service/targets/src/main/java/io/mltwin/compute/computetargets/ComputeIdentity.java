package io.mltwin.compute.computetargets;

/**
 * The system-assigned identity of a compute target, as its {@code identity} shows it.
 *
 * @param objectId its principal
 */
public record ComputeIdentity(String resourceId, String objectId, String clientId, String tenantId) {}
