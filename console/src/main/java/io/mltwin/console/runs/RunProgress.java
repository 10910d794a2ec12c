package io.mltwin.console.runs;

import io.mltwin.console.page.Attempt;
import io.mltwin.console.runs.RunView.RunError;
import io.mltwin.console.runs.RunView.RunLog;
import io.mltwin.console.runs.RunView.RunTimes;
import java.util.List;

/**
 * The part of a run's page that changes while it runs.
 *
 * @param error null unless it failed
 * @param address of the run's page
 * @param poll where the same is asked for again
 */
public record RunProgress(
        RunTimes times,
        boolean ended,
        RunError error,
        List<String> warnings,
        Attempt<RunLog> log,
        String address,
        String poll) {}
