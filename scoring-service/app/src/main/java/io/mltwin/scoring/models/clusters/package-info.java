/**
 * Names and certificates of attached AKS clusters, at which the services on them are reached. Uses
 * {@code certificates}. Start reading at {@link
 * io.mltwin.scoring.models.clusters.ClusterCertificates}.
 */
package io.mltwin.scoring.models.clusters;
