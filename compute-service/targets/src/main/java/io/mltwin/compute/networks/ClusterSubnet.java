package io.mltwin.compute.networks;

import io.mltwin.armweb.ArmResourceId;

/**
 * A cluster in a subnet.
 *
 * @param compute id of the cluster
 * @param region of cluster and subnet, {@code eastus}
 */
public record ClusterSubnet(ArmResourceId compute, ArmResourceId subnet, String region, boolean hasPublicIp) {}
