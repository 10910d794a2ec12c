/**
 * Experiments, jobs, datastores, computes that are attached or made, and metrics of their runs.
 * Uses {@code clients} and {@code fixtures}. Start reading at {@code JobsTest}.
 */
package io.mltwin.e2e.training;
