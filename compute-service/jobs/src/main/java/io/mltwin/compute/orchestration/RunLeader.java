package io.mltwin.compute.orchestration;

import io.mltwin.compute.encryption.RunHistory;

/** Brings runs of one kind on. */
public interface RunLeader {

    /** The kind of its runs, {@code Sweep}. */
    String kind();

    /**
     * Does what a run that is to go on needs now. Everything it knows is in rows, so that it may
     * stop anywhere and be done again.
     */
    void advance(RunHistory history, OrchestratedRun run);
}
