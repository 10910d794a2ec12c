package io.mltwin.console.runs;

/**
 * The state of a run and its times, each empty when it is not known.
 *
 * @param waited from its submission to its start, {@code h:mm:ss}
 * @param ran from its start to its end, or to now
 */
public record RunTimes(String status, String created, String started, String ended, String waited, String ran) {}
