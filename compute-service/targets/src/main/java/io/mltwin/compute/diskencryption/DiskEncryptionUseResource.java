package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Answers scoring-service about the disk encryption sets of its clusters. */
@Path("/_internal/disk-encryption-sets")
public class DiskEncryptionUseResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final ClusterDiskService disks;

    DiskEncryptionUseResource(CallerContext caller, ServiceCallers callers, ClusterDiskService disks) {
        this.caller = caller;
        this.callers = callers;
        this.disks = disks;
    }

    /** A cluster whose nodes' disks are to lie under a set. */
    public record UseBody(String set, String cluster, String location, List<DiskBody> disks) {}

    /** A disk of a node; the system's, or its data disk. */
    public record DiskBody(String name, boolean os, int sizeGb) {}

    @POST
    @Path("uses")
    public void use(UseBody body) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(
                body == null || body.set() == null || body.cluster() == null || body.disks() == null,
                "Give set, cluster, location and disks.");
        disks.use(ArmResourceId.parse(body.set()), ArmResourceId.parse(body.cluster()), body);
    }

    @DELETE
    @Path("uses")
    public void end(@QueryParam("cluster") String cluster) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        disks.end(required(cluster, "cluster"));
    }

    /** 204 while the key of a set can be used. */
    @GET
    @Path("key")
    public void key(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        disks.requireOpen(required(id, "id"));
    }

    private static ArmResourceId required(String id, String name) {
        invalidRequestContentIf(id == null, "Give %s.", name);
        return ArmResourceId.parse(id);
    }
}
