package io.mltwin.console.runs;

/**
 * Why a run failed.
 *
 * @param whileRunning whether its script had begun; else it failed while it was prepared
 */
public record RunError(String code, String message, boolean whileRunning) {}
