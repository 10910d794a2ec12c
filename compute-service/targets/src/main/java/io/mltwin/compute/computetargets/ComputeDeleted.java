package io.mltwin.compute.computetargets;

/** Fired inside the transaction that deletes a compute target. */
public record ComputeDeleted(String computeId) {}
