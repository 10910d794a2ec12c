package io.mltwin.compute.nodes;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Has the administrator play Azure, which takes nodes of low priority back. */
@Path("/_mltwin/nodes/{node}/preempt")
public class NodePreemptionResource {

    private final NodePreemption preemption;

    NodePreemptionResource(NodePreemption preemption) {
        this.preemption = preemption;
    }

    @POST
    public Response preempt(@RestPath String node) {
        preemption.preempt(node);
        return Response.accepted().build();
    }
}
