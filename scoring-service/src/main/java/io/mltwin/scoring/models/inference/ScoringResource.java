package io.mltwin.scoring.models.inference;

import io.mltwin.platform.tracing.CallRecorder;
import io.quarkus.arc.ClientProxy;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;

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
    @Blocking
    public Uni<Response> score(@PathParam("endpoint") String endpoint) {
        return answer(scoring.score(call(endpoint)));
    }

    @GET
    @Path("score")
    @Blocking
    public Uni<Response> scoreQuery(@PathParam("endpoint") String endpoint) {
        return answer(scoring.score(call(endpoint)));
    }

    @OPTIONS
    @Path("score")
    public Response options(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), "GET, POST, OPTIONS"), context);
    }

    @GET
    @Path("swagger.json")
    @Blocking
    public Uni<Response> swagger(@PathParam("endpoint") String endpoint) {
        return answer(scoring.swagger(call(endpoint)));
    }

    @OPTIONS
    @Path("swagger.json")
    public Response swaggerOptions(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), READ), context);
    }

    @GET
    @Produces("text/plain")
    public Response alive(@PathParam("endpoint") String endpoint) {
        return response(scoring.alive(call(endpoint)), context);
    }

    @OPTIONS
    public Response aliveOptions(@PathParam("endpoint") String endpoint) {
        return response(scoring.options(call(endpoint), READ), context);
    }

    private EndpointRequest call(String endpoint) {
        return EndpointRequest.of(context, endpoint);
    }

    private Uni<Response> answer(CompletableFuture<Scored> scoring) {
        RoutingContext request = ClientProxy.unwrap(context);
        return Uni.createFrom().completionStage(scoring).map(scored -> {
            RefusalFilter.markRecorded(request);
            scored.note(recorder, request);
            return response(scored.answer(), request);
        });
    }

    private static Response response(ScoringAnswer answer, RoutingContext request) {
        Response.ResponseBuilder builder =
                Response.status(answer.status()).type(answer.contentType()).entity(answer.body());
        answer.headers().forEach(builder::header);
        RequestIds.echo(request.request(), builder::header);
        return builder.build();
    }
}
