package io.mltwin.compute.computetargets;

/**
 * Fired outside any transaction while a compute target is deleted: before its row goes, and again
 * afterwards, for the runs that were queued meanwhile.
 */
public record ComputeDeleting(String computeId) {}
