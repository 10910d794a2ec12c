/**
 * Azure Databricks workspaces, with the root of their file system in a storage account of the
 * managed resource group. Uses the Azure ML application's calls of Azure Resource Manager. Start
 * reading in {@link io.mltwin.workspace.databricks.DatabricksProvider}.
 */
package io.mltwin.workspace.databricks;
