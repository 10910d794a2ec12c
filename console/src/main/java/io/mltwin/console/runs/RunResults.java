package io.mltwin.console.runs;

import io.mltwin.console.page.Attempt;
import io.mltwin.console.runs.RunView.RunFileList;
import java.util.List;

/**
 * The metrics and files of a run so far.
 *
 * @param files paths of its artifacts
 */
public record RunResults(
        Attempt<List<MetricTable>> metrics, Attempt<RunFileList> files, boolean ended, String address) {}
