package io.mltwin.compute.nodes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Shows the administrator the nodes of all clusters with their disks. */
@Path("/_mltwin/nodes")
public class NodeDiskResource {

    private final NodeDisks disks;

    NodeDiskResource(NodeDisks disks) {
        this.disks = disks;
    }

    @GET
    public List<NodeDisks.NodeBody> list() {
        return disks.list();
    }
}
