package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.scoring.models.inference.EndpointAuthenticator.Admission;
import io.mltwin.scoring.models.inference.ScoringService.Scored;
import io.mltwin.tokencheck.CallRecorder;
import io.mltwin.tokencheck.bodies.ReceivedBody;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/**
 * A deployed web service: {@code /score}, {@code /swagger.json} and the liveness probe {@code /}.
 */
@Path("/inference/{endpoint}")
public class ScoringResource {

    private final ScoringService scoring;
    private final CallRecorder recorder;
    private final RoutingContext context;

    public ScoringResource(ScoringService scoring, CallRecorder recorder, RoutingContext context) {
        this.scoring = scoring;
        this.recorder = recorder;
        this.context = context;
    }

    @POST
    @Path("score")
    public Response score(@PathParam("endpoint") String endpoint) {
        return response(scoring.score(call(endpoint)));
    }

    @GET
    @Path("score")
    public Response scoreQuery(@PathParam("endpoint") String endpoint) {
        return response(scoring.score(call(endpoint)));
    }

    /** CORS preflight: says what is allowed, to everybody, as it must. */
    @OPTIONS
    @Path("score")
    public Response options(@PathParam("endpoint") String endpoint) {
        return Response.ok()
                .header("Allow", "GET, POST, OPTIONS")
                .header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .build();
    }

    @GET
    @Path("swagger.json")
    public Response swagger(@PathParam("endpoint") String endpoint) {
        return response(scoring.swagger(call(endpoint)));
    }

    @GET
    @Produces("text/plain")
    public String alive(@PathParam("endpoint") String endpoint) {
        return scoring.alive(endpoint);
    }

    private EndpointRequest call(String endpoint) {
        OriginalRequest original = OriginalRequest.of(context);
        HttpServerRequest request = context.request();
        return new EndpointRequest(
                endpoint,
                original.method(),
                original.baseUrl() + original.uri(),
                original.query(),
                request.getHeader("Authorization"),
                request.getHeader("User-Agent"),
                original.requestId(),
                CurrentTrace.traceParent(),
                () -> ReceivedBody.take(context));
    }

    private Response response(Scored scored) {
        Admission admission = scored.admission();
        recorder.credential(
                context,
                admission.kind(),
                admission.caller(),
                admission.isRefused() ? "refused: " + admission.refusal() : "accepted");
        ScoringAnswer answer = scored.answer();
        Response.ResponseBuilder builder =
                Response.status(answer.status()).type(answer.contentType()).entity(answer.body());
        answer.headers().forEach(builder::header);
        return builder.build();
    }
}
