/**
 * Pipeline jobs: steps that begin when what they need has completed. It submits them as command
 * jobs ({@code jobs}). Start reading at {@code PipelineJobs} and {@code PipelineProgress}.
 */
package io.mltwin.compute.pipelines;
