package io.mltwin.compute.serverless;

import io.mltwin.compute.computetargets.ComputeTarget;

/**
 * The nodes of one run on serverless compute.
 *
 * @param target as the queue and the nodes see it; no compute target of the workspace
 * @param region where the nodes are
 */
public record ServerlessPool(ComputeTarget target, String region, String runId) {}
