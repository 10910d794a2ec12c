package io.mltwin.console.runs;

import io.mltwin.console.page.Attempt;
import java.util.List;

/**
 * What a run has measured and left behind so far.
 *
 * @param files paths of its artifacts
 */
public record RunResults(
        Attempt<List<MetricTable>> metrics, Attempt<RunFileList> files, boolean ended, String address) {}
