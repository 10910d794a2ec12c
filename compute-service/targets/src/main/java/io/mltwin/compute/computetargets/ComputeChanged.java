package io.mltwin.compute.computetargets;

/** Fired inside the transaction that creates or scales a compute target. */
public record ComputeChanged(String computeId) {}
