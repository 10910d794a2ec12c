/**
 * Jobs of batch endpoints: submitted at the endpoint's address, listed in the workspace. Uses batch
 * endpoints and pipelines. Start reading at {@link io.mltwin.compute.batchjobs.BatchJobService}.
 */
package io.mltwin.compute.batchjobs;
