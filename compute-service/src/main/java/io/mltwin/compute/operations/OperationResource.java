package io.mltwin.compute.operations;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** What Azure Resource Manager polls for what a provider here answered 201 or 202 to. */
@Path("/_internal/operations")
public class OperationResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final OperationService operations;

    OperationResource(CallerContext caller, ServiceCallers callers, OperationService operations) {
        this.caller = caller;
        this.callers = callers;
        this.operations = operations;
    }

    /** State of an operation. */
    public record OperationBody(String status) {}

    @GET
    @Path("{id}")
    public OperationBody get(@RestPath String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        return new OperationBody(operations.status(id));
    }
}
