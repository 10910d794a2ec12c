package io.mltwin.console.runs;

import java.util.List;

/**
 * A log of a run.
 *
 * @param names the logs that the run has
 * @param name the log that is shown; null when there is none yet
 * @param isCut whether only its end is shown
 */
public record RunLog(List<String> names, String name, String text, boolean isCut) {}
