/**
 * Databricks workspaces that are attached to workspaces of Azure ML. Uses the support application
 * and the workspace's vault. Start reading in {@link
 * io.mltwin.compute.databricks.DatabricksAttachment}.
 */
package io.mltwin.compute.databricks;
