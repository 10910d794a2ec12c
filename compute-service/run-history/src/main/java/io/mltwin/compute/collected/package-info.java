/**
 * The data that Microsoft collects of runs ("Enterprise security and governance", Microsoft collected data):
 * kept encrypted with the run, then passed to telemetry-service, which has Microsoft's store. Uses
 * {@code workspaces}; used by {@code execution}. Start reading at {@link
 * io.mltwin.compute.collected.CollectedRuns}.
 */
package io.mltwin.compute.collected;
