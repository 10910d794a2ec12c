/**
 * Managed clusters of AKS as resources of Azure Resource Manager, to which services are deployed by
 * name. Uses {@code resource-provider}. Start reading at {@link
 * io.mltwin.scoring.models.managedclusters.ManagedClusterProvider}.
 */
package io.mltwin.scoring.models.managedclusters;
