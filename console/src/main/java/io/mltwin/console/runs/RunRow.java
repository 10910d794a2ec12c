package io.mltwin.console.runs;

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
