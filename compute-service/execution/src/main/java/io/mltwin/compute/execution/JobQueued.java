package io.mltwin.compute.execution;

/** Fired inside the transaction that queues a run or gives one back to the queue. */
public record JobQueued(String computeId) {}
