package io.mltwin.compute.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * A flow that the nodes of a cluster need, as Azure ML documents them for subnets with a security
 * group. Azure Batch calls nodes that have a public address, and is called by the others.
 *
 * @param direction Inbound or Outbound, seen from the subnet
 * @param service tag of the service at the other end
 */
record NodeFlow(String direction, String protocol, String service, String region, int port) {

    private static final String BATCH = "BatchNodeManagement";
    private static final int HTTPS = 443;
    private static final List<Integer> BATCH_PORTS = List.of(29_876, 29_877);
    private static final List<String> CALLED = List.of("Storage", "AzureActiveDirectory", "AzureMachineLearning");

    /** All flows that nodes in a region need. */
    static List<NodeFlow> required(String region, boolean hasPublicIp) {
        List<NodeFlow> flows = new ArrayList<>();
        if (hasPublicIp) {
            BATCH_PORTS.forEach(port -> flows.add(new NodeFlow("Inbound", "Tcp", BATCH, region, port)));
        } else {
            flows.add(new NodeFlow("Outbound", "Tcp", BATCH, region, HTTPS));
        }
        CALLED.forEach(service -> flows.add(new NodeFlow("Outbound", "Tcp", service, region, HTTPS)));
        return List.copyOf(flows);
    }

    /** {@code Inbound TCP 29876 from BatchNodeManagement}. */
    String describe() {
        return direction + " TCP " + port + (direction.equals("Inbound") ? " from " : " to ") + service;
    }
}
