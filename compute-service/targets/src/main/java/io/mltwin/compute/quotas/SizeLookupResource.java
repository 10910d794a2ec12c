package io.mltwin.compute.quotas;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells scoring-service, whose deployments name sizes of virtual machines, about one. */
@Path("/_internal/vm-sizes")
public class SizeLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final VirtualMachineSizes sizes;

    SizeLookupResource(CallerContext caller, ServiceCallers callers, VirtualMachineSizes sizes) {
        this.caller = caller;
        this.callers = callers;
        this.sizes = sizes;
    }

    /** A size in short. */
    public record LookupBody(String name, int vCPUs, int gpus) {}

    @GET
    public LookupBody find(@QueryParam("name") String name) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(name == null, "Give name.");
        return sizes.find(name)
                .map(size -> new LookupBody(size.name(), size.vCPUs(), size.gpus()))
                .orElseThrow(() -> notFound("SizeNotFound", "There is no size '%s' of virtual machines.", name));
    }
}
