package io.mltwin.workspace.arm;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.workspace.arm.ArmPipeline.ArmReply;
import io.mltwin.workspace.arm.ArmPipeline.ArmRequest;
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

    ArmResource(
            ArmPipeline pipeline, CallerContext caller, RemainingRequests remaining, RoutingContext http, Clock clock) {
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
    public Response put() {
        return handleWithBody();
    }

    @PATCH
    public Response patch() {
        return handleWithBody();
    }

    @POST
    public Response post() {
        return handleWithBody();
    }

    @DELETE
    public Response delete() {
        return handleWithBody();
    }

    /** A body that was not read, since its head was refused, is none to go on with. */
    private Response handleWithBody() {
        if (!ReceivedBody.isRefused(http)) {
            return handle(ReceivedBody.take(http));
        }
        tellLimits(caller.request());
        return response(pipeline.refuse(request(null)));
    }

    private Response handle(byte[] body) {
        tellLimits(caller.request());
        return response(pipeline.handle(request(body)));
    }

    private ArmRequest request(byte[] body) {
        OriginalRequest request = caller.request();
        return new ArmRequest(
                request.method(),
                request.path(),
                request.query(),
                body,
                caller.caller(),
                caller.correlationId(),
                request.baseUrl());
    }

    private static Response response(ArmReply reply) {
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        if (reply.body() != null) {
            response.type("application/json; charset=utf-8").entity(reply.body().toString());
        }
        return response.build();
    }

    /** On errors too, hence on the answer itself. */
    private void tellLimits(OriginalRequest request) {
        RemainingRequests.Header header = remaining.count(caller.caller().objectId(), request.method(), request.path());
        http.response()
                .putHeader(header.name(), header.value())
                .putHeader(
                        "x-ms-routing-request-id",
                        "MLTWIN:" + clock.instant().truncatedTo(ChronoUnit.SECONDS) + ":" + request.requestId());
    }
}
