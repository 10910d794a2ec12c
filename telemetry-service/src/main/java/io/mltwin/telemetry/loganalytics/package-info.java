/**
 * Log Analytics workspaces as resources of Azure Resource Manager. Uses {@code resource-provider}.
 * Start reading at {@code LogWorkspaceProvider}.
 */
package io.mltwin.telemetry.loganalytics;
