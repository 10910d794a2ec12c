package io.mltwin.console.runs;

import io.mltwin.console.ml.MlWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Compares two runs of a workspace. */
@ApplicationScoped
class RunComparisons {

    private final RunHistoryClient history;
    private final RunMetrics metrics;
    private final RunMapper mapper;

    RunComparisons(RunHistoryClient history, RunMetrics metrics, RunMapper mapper) {
        this.history = history;
        this.metrics = metrics;
        this.mapper = mapper;
    }

    RunComparison compare(MlWorkspace workspace, String left, String right) {
        RunBody one = history.run(workspace, left);
        RunBody other = history.run(workspace, right);
        return new RunComparison(
                mapper.row(workspace, one, ""),
                mapper.row(workspace, other, ""),
                RunComparison.lines(
                        RunMapper.parameters(one.parameters()),
                        RunMapper.parameters(other.parameters())),
                RunComparison.lines(last(workspace, left), last(workspace, right)));
    }

    private Map<String, String> last(MlWorkspace workspace, String runId) {
        return RunComparison.last(metrics.all(workspace, runId));
    }
}
