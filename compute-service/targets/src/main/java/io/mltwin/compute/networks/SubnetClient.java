package io.mltwin.compute.networks;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells workspace-service who is in a subnet, and asks it which flows pass there. */
@Singleton
record SubnetClient(ServiceHttp http, Tokens tokens) {

    private static final String PATH = "/_internal/subnets/";

    record UseRequest(String subnet, String user, String region) {}

    record FlowsRequest(String subnet, String user, List<NodeFlow> flows) {}

    /**
     * Whether a subnet's security group lets flows pass.
     *
     * @param securityGroup null when the subnet has none
     * @param verdicts in the order of the flows; none without a security group
     */
    record FlowsAnswer(String subnet, String securityGroup, List<Verdict> verdicts) {}

    /** The decision of a rule about a flow. */
    record Verdict(boolean allowed, String ruleName, int priority) {}

    /**
     * Notes that the compute target is in the subnet, and in no other.
     *
     * @throws io.mltwin.armweb.AzureException 400 when there is no such subnet in the region
     */
    void join(ArmResourceId subnet, ArmResourceId compute, String region) {
        http.request(ServiceName.WORKSPACE, "PUT", PATH + "uses")
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .json(new UseRequest(subnet.toString(), compute.toString(), region))
                .send()
                .orFault();
    }

    /** Forgets where the compute target is. */
    void leave(ArmResourceId compute) {
        http.request(
                        ServiceName.WORKSPACE,
                        "DELETE",
                        PATH + "uses?user=" + UriEncoding.encodeQueryValue(compute.toString()))
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .send()
                .orFault();
    }

    /**
     * Asks which of the flows pass.
     *
     * @throws io.mltwin.armweb.AzureException 400 when there is no such subnet
     */
    FlowsAnswer verify(ArmResourceId subnet, ArmResourceId compute, List<NodeFlow> flows) {
        return http.request(ServiceName.WORKSPACE, "POST", PATH + "flows")
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .json(new FlowsRequest(subnet.toString(), compute.toString(), flows))
                .send()
                .orFault()
                .as(FlowsAnswer.class);
    }
}
