package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.invalidResourceType;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.tokencheck.CallerContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * The ARM paths of a provider in another service than Azure Resource Manager's: accepts ARM's
 * assertion only, and only for the very call it was made for.
 */
@Path("/provider/{path:.*}")
public class ProviderResource {

    private final ResourceTypes types;
    private final CallerContext caller;
    private final AssertedCalls asserted;
    private final RoutingContext http;

    ProviderResource(ResourceTypes types, CallerContext caller, AssertedCalls asserted, RoutingContext http) {
        this.types = types;
        this.caller = caller;
        this.asserted = asserted;
        this.http = http;
    }

    /** Header in which a provider tells ARM the id of a long-running operation. */
    public static final String OPERATION_HEADER = "x-mltwin-operation-id";

    @GET
    public Response get() {
        return handle(null);
    }

    @HEAD
    public Response head() {
        return handle(null);
    }

    @PUT
    public Response put() {
        return handle(ReceivedBody.take(http));
    }

    @PATCH
    public Response patch() {
        return handle(ReceivedBody.take(http));
    }

    @POST
    public Response post() {
        return handle(ReceivedBody.take(http));
    }

    @DELETE
    public Response delete() {
        return handle(ReceivedBody.take(http));
    }

    private Response handle(byte[] body) {
        OriginalRequest request = caller.request();
        ArmTarget target = ArmTarget.parse(request.path());
        ArmCall call = asserted.call(caller.token(), request, target, body);
        if (!types.cover(target.type())) {
            throw invalidResourceType(target.type(), target.namespace());
        }
        ArmAnswer answer = types.handle(call);
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        if (answer.operationId() != null) {
            response.header(OPERATION_HEADER, answer.operationId());
        }
        if (answer.body() != null) {
            response.type("application/json").entity(answer.body());
        }
        return response.build();
    }
}
