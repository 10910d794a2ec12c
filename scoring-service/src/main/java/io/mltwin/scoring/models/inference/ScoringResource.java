package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.tokencheck.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A deployed web service: {@code /score}, {@code /swagger.json} and the liveness probe {@code /}.
 * What {@link ScoringFilter} answers does not come here.
 */
@Path("/inference/{endpoint}")
public class ScoringResource {

    private static final String READ = "GET, OPTIONS";

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

    @OPTIONS
    @Path("score")
    public Response options(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), "GET, POST, OPTIONS"));
    }

    @GET
    @Path("swagger.json")
    public Response swagger(@PathParam("endpoint") String endpoint) {
        return response(scoring.swagger(call(endpoint)));
    }

    @OPTIONS
    @Path("swagger.json")
    public Response swaggerOptions(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), READ));
    }

    @GET
    @Produces("text/plain")
    public Response alive(@PathParam("endpoint") String endpoint) {
        return response(scoring.alive(call(endpoint)));
    }

    @OPTIONS
    public Response aliveOptions(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), READ));
    }

    private EndpointRequest call(String endpoint) {
        return EndpointRequest.of(context, endpoint);
    }

    /** Waits for the result, which a worker thread may. */
    private Response response(CompletableFuture<Scored> scoring) {
        Scored scored;
        try {
            scored = scoring.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AzureException unrecorded) {
                throw unrecorded;
            }
            throw e;
        }
        RefusalFilter.markRecorded(context);
        scored.note(recorder, context);
        return response(scored.answer());
    }

    private Response response(ScoringAnswer answer) {
        Response.ResponseBuilder builder =
                Response.status(answer.status()).type(answer.contentType()).entity(answer.body());
        answer.headers().forEach(builder::header);
        RequestIds.echo(context.request(), builder::header);
        return builder.build();
    }
}
