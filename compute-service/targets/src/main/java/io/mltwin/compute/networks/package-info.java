/**
 * The subnets of clusters, which workspace-service has: who may use one, and whether Azure Batch
 * reaches the nodes there. Uses workspaces only. Start with {@link
 * io.mltwin.compute.networks.ClusterSubnets}.
 */
package io.mltwin.compute.networks;
