package io.mltwin.compute.computetargets;

/**
 * Fired outside any transaction while a compute target is deleted: before its row is removed, and
 * again afterwards for runs that were queued in between.
 */
public record ComputeDeletionStarted(String computeId) {}
