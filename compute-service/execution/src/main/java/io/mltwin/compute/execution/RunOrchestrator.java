package io.mltwin.compute.execution;

import io.mltwin.compute.encryption.RunHistory;

/** Leads runs that have no node of their own, only children: sweeps and pipelines. */
public interface RunOrchestrator {

    /**
     * Notes that a run is to be canceled, so that it gets no further child; false for a run that
     * this does not lead. The run ends when its children have ended.
     */
    boolean cancel(RunHistory history, String runId);
}
