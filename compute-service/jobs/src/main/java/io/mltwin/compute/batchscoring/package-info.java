/**
 * The work of a batch job: settings, model, code and the step that scores its input. Uses jobs and
 * snapshots. Start reading at {@link io.mltwin.compute.batchscoring.BatchStep}.
 */
package io.mltwin.compute.batchscoring;
