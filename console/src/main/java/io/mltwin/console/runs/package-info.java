/**
 * The pages of runs: list, one run while it runs and afterwards, a comparison of two runs, and the
 * form that submits a job. Start with {@link io.mltwin.console.runs.RunsResource}.
 */
package io.mltwin.console.runs;
