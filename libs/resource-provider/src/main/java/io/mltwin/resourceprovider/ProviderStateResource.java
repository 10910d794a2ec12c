package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import io.quarkus.arc.All;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;

/**
 * Answers what Azure Resource Manager asks a provider about its state: whether a resource exists,
 * after a crash that left a request unconfirmed, and how an operation goes on.
 */
@Path("/_internal")
public class ProviderStateResource {

    private final ResourceTypes types;
    private final List<ProviderOperations> operations;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ProviderStateResource(
            ResourceTypes types,
            @All List<ProviderOperations> operations,
            ServiceCallers callers,
            CallerContext caller) {
        this.types = types;
        this.operations = operations;
        this.callers = callers;
        this.caller = caller;
    }

    /** A resource that exists. */
    public record ResourceBody(String id) {}

    /**
     * State of an operation.
     *
     * @param error why it failed, or null
     */
    public record OperationBody(String status, ProviderOperations.Failure error) {}

    @GET
    @Path("resources")
    public ResourceBody resource(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(id == null, "Give the resource's id in the query parameter 'id'.");
        ArmResourceId resource = ArmResourceId.parse(id);
        if (!types.exists(resource)) {
            throw resourceNotFound(resource);
        }
        return new ResourceBody(resource.toString());
    }

    private static Optional<OperationBody> state(ProviderOperations operations, String id) {
        return operations
                .status(id)
                .map(status -> new OperationBody(status, operations.failure(id).orElse(null)));
    }

    @GET
    @Path("operations/{id}")
    public OperationBody operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        return operations.stream()
                .flatMap(all -> state(all, id).stream())
                .findFirst()
                .orElseThrow(() -> notFound("OperationNotFound", "This provider has no operation '%s'.", id));
    }
}
