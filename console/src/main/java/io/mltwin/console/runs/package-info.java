/**
 * The pages of runs: list, one run while it runs and afterwards, two runs beside each other, and
 * the form that submits a job. Start with {@link io.mltwin.console.runs.RunsResource}.
 */
package io.mltwin.console.runs;
