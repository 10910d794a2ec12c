package io.mltwin.scoring.models.clusters;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Takes from compute-service what the {@code sslConfiguration} of an AKS target says. */
@Path("/_internal/cluster-certificates")
public class ClusterCertificateResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final ClusterCertificates certificates;
    private final ClusterTask task;

    public ClusterCertificateResource(
            CallerContext caller, ServiceCallers callers, ClusterCertificates certificates, ClusterTask task) {
        this.caller = caller;
        this.callers = callers;
        this.certificates = certificates;
        this.task = task;
    }

    @PUT
    public ClusterCertificateBody.Name put(ClusterCertificateBody body) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(
                body == null
                        || body.computeId() == null
                        || body.region() == null
                        || (body.cname() == null) == (body.leafDomainLabel() == null),
                "Give computeId, region, and either cname or leafDomainLabel.");
        String cname = certificates.put(body);
        task.look();
        return new ClusterCertificateBody.Name(cname);
    }

    @DELETE
    public void remove(@QueryParam("compute") String computeId) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(computeId == null, "Give ?compute= with the target's id.");
        certificates.remove(ArmResourceId.parse(computeId));
        task.look();
    }
}
