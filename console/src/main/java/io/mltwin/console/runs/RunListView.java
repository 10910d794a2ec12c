package io.mltwin.console.runs;

import java.util.List;

/**
 * A page of the list of runs.
 *
 * @param runs newest first
 * @param next the address of the page with older runs; null for the last
 * @param address of the first page without a filter
 */
public record RunListView(
        String workspace,
        List<RunRow> runs,
        List<String> states,
        List<String> experiments,
        RunFilter filter,
        String next,
        String address) {

    /**
     * A run in a list.
     *
     * @param duration from its start to its end, or to now; empty before its start
     * @param address of its page
     */
    public record RunRow(
            String runId,
            String title,
            String status,
            String experiment,
            String who,
            String target,
            String created,
            String duration,
            String address) {}
}
