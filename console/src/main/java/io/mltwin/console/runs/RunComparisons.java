package io.mltwin.console.runs;

import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import jakarta.inject.Singleton;
import java.util.Map;

/** Compares two runs of a workspace. */
@Singleton
record RunComparisons(RunHistoryClient history, RunMetrics metrics, RunMapper mapper, ConcurrentParts parts) {

    RunComparison compare(MlWorkspace workspace, String left, String right) {
        PartGroup group = parts.group();
        Part<RunBody> leftRun = group.add(() -> history.run(workspace, left));
        Part<RunBody> rightRun = group.add(() -> history.run(workspace, right));
        Part<Map<String, String>> leftMetrics = group.add(() -> last(workspace, left));
        Part<Map<String, String>> rightMetrics = group.add(() -> last(workspace, right));
        group.read();
        RunBody one = leftRun.value();
        RunBody other = rightRun.value();
        return new RunComparison(
                mapper.row(workspace, one, "", RunSubmitters.NONE),
                mapper.row(workspace, other, "", RunSubmitters.NONE),
                RunComparison.lines(RunMapper.parameters(one.parameters()), RunMapper.parameters(other.parameters())),
                RunComparison.lines(leftMetrics.value(), rightMetrics.value()));
    }

    private Map<String, String> last(MlWorkspace workspace, String runId) {
        return RunComparison.last(metrics.all(workspace, runId));
    }
}
