package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import io.mltwin.workspace.network.virtualnetworks.SubnetUses.FlowQuestion;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * Takes compute-service's notes and questions about subnets: which compute target is in one, and whether
 * its nodes and the services of Azure reach each other. It has made sure that the target's creator
 * may join the subnet.
 */
@Path("/_internal/subnets")
public class SubnetInternalResource {

    private final SubnetUses uses;
    private final ServiceCallers callers;
    private final CallerContext caller;

    SubnetInternalResource(SubnetUses uses, ServiceCallers callers, CallerContext caller) {
        this.uses = uses;
        this.callers = callers;
        this.caller = caller;
    }

    /** A compute target that is to be in a subnet of this region. */
    public record UseBody(String subnet, String user, String region) {}

    /** Flows of a compute target in a subnet. */
    public record FlowsBody(String subnet, String user, List<FlowQuestion> flows) {}

    @PUT
    @Path("uses")
    public void join(UseBody body) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(
                body == null || body.subnet() == null || body.user() == null || body.region() == null,
                "Give subnet, user and region.");
        uses.join(ArmResourceId.parse(body.subnet()), ArmResourceId.parse(body.user()), body.region());
    }

    @DELETE
    @Path("uses")
    public void leave(@QueryParam("user") String user) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(user == null, "Give user.");
        uses.leave(ArmResourceId.parse(user));
    }

    @POST
    @Path("flows")
    public SubnetUses.Verified verify(FlowsBody body) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(
                body == null || body.subnet() == null || body.user() == null || body.flows() == null,
                "Give subnet, user and flows.");
        return uses.verify(ArmResourceId.parse(body.subnet()), ArmResourceId.parse(body.user()), body.flows());
    }
}
