package io.mltwin.scoring.models.inference;

import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.models.inference.ScoringService.Scored;
import io.quarkus.arc.ClientProxy;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;

/**
 * Answers at the host of a web service (v1): {@code /score}, {@code /swagger.json} and the
 * liveness probe {@code /}. What {@link ScoringFilter} answers does not come here.
 */
@Path("/inference/{label}")
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
    public Uni<Response> score() {
        return answer(scoring.score(request()));
    }

    @GET
    @Path("score")
    @Blocking
    public Uni<Response> scoreQuery() {
        return answer(scoring.score(request()));
    }

    @OPTIONS
    @Path("score")
    public Response options() {
        return response(scoring.options(request(), "GET, POST, OPTIONS"), context);
    }

    @GET
    @Path("swagger.json")
    @Blocking
    public Uni<Response> swagger() {
        return answer(scoring.swagger(request()));
    }

    @OPTIONS
    @Path("swagger.json")
    public Response swaggerOptions() {
        return response(scoring.options(request(), READ), context);
    }

    @GET
    @Produces("text/plain")
    public Response alive() {
        return response(scoring.alive(request()), context);
    }

    @OPTIONS
    public Response aliveOptions() {
        return response(scoring.options(request(), READ), context);
    }

    private EndpointRequest request() {
        RoutingContext request = ClientProxy.unwrap(context);
        String[] segments = HostToPath.internalPath(request).split("/", 4);
        return EndpointRequest.of(request, segments[1], segments[2]);
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
