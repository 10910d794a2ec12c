/**
 * Sweep jobs: trials of a command with values from a search space. It submits them as command jobs
 * ({@code jobs}, {@code execution}) and reads their metrics ({@code metrics}). Start reading at
 * {@code SweepJobs} and {@code SweepProgress}.
 */
package io.mltwin.compute.sweeps;
