package io.mltwin.compute.automl;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.runs.ChildRuns.Child;
import java.util.List;
import java.util.Map;

/**
 * An automated ML job that is brought on now.
 *
 * @param isOver whether its timeout is reached
 * @param children its runs by their ids
 */
record AutoMLLead(
        RunHistory history,
        OrchestratedRun run,
        OrchestratedJobContent content,
        AutoMLPlan plan,
        boolean isOver,
        Map<String, Child> children) {

    /** The runs before the first trial. */
    static final int PREPARATIONS = 2;

    String id() {
        return run.runId();
    }

    /** Returns the children that have not ended. */
    List<Child> active() {
        return children.values().stream().filter(Child::isActive).toList();
    }

    /** Counts the trials that have begun. */
    int trials() {
        return run.nextChild() - PREPARATIONS;
    }

    @Override
    public String toString() {
        return run.toString();
    }
}
