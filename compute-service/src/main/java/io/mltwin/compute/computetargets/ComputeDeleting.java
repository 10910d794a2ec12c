package io.mltwin.compute.computetargets;

/** Fired outside any transaction before a compute target is deleted. */
public record ComputeDeleting(String computeId) {}
