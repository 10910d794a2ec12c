package io.mltwin.workspace.arm;

import io.mltwin.armweb.OriginalRequest;
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
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Azure Resource Manager over HTTP: every path and method goes into the pipeline. */
@Path("/arm/{path:.*}")
public class ArmResource {

    private final ArmPipeline pipeline;
    private final CallerContext caller;
    private final RemainingRequests remaining;
    private final RoutingContext http;
    private final Clock clock;

    public ArmResource(
            ArmPipeline pipeline,
            CallerContext caller,
            RemainingRequests remaining,
            RoutingContext http,
            Clock clock) {
        this.pipeline = pipeline;
        this.caller = caller;
        this.remaining = remaining;
        this.http = http;
        this.clock = clock;
    }

    @GET
    public Response get() {
        return handle(null);
    }

    @HEAD
    public Response head() {
        return handle(null);
    }

    @PUT
    public Response put(byte[] body) {
        return handle(body);
    }

    @PATCH
    public Response patch(byte[] body) {
        return handle(body);
    }

    @POST
    public Response post(byte[] body) {
        return handle(body);
    }

    @DELETE
    public Response delete(byte[] body) {
        return handle(body);
    }

    private Response handle(byte[] body) {
        OriginalRequest request = caller.request();
        tellLimits(request);
        ArmReply reply =
                pipeline.handle(
                        new ArmRequest(
                                request.method(),
                                request.path(),
                                request.query(),
                                body,
                                caller.caller(),
                                caller.correlationId(),
                                request.baseUrl()));
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        if (reply.body() != null) {
            response.type("application/json; charset=utf-8").entity(reply.body().toString());
        }
        return response.build();
    }

    /** On errors too, hence on the answer itself. */
    private void tellLimits(OriginalRequest request) {
        RemainingRequests.Header header =
                remaining.count(caller.caller().objectId(), request.method(), request.path());
        http.response()
                .putHeader(header.name(), header.value())
                .putHeader(
                        "x-ms-routing-request-id",
                        "MLTWIN:"
                                + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                                + ":"
                                + request.requestId());
    }
}
