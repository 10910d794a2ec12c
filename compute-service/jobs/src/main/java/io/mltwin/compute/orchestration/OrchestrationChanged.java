package io.mltwin.compute.orchestration;

/** Fired in the transaction that adds a run which leads others, or asks for its end. */
record OrchestrationChanged() {}
