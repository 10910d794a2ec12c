/**
 * The pools of Azure Batch below clusters: their data plane, and who may call it. Uses compute
 * targets and workspaces. Start with {@link io.mltwin.compute.batchpools.BatchPoolAuthorizer}.
 */
package io.mltwin.compute.batchpools;
