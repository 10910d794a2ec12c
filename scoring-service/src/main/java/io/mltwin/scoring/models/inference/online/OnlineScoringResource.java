package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.scoring.models.inference.InferenceHeaders;
import io.mltwin.scoring.models.inference.RefusalFilter;
import io.mltwin.scoring.models.inference.Scored;
import io.mltwin.scoring.models.inference.ScoringAnswer;
import io.quarkus.arc.ClientProxy;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/**
 * An online endpoint at {@code {name}.{region}.inference.BASE}: {@code /score}, {@code
 * /swagger.json} and the liveness probe {@code /}.
 */
@Path("/online/{endpoint}")
public class OnlineScoringResource {

    static final String DEPLOYMENT = "azureml-model-deployment";

    private final OnlineScoringService scoring;
    private final CallRecorder recorder;
    private final RoutingContext context;

    OnlineScoringResource(OnlineScoringService scoring, CallRecorder recorder, RoutingContext context) {
        this.scoring = scoring;
        this.recorder = recorder;
        this.context = context;
    }

    @POST
    @Path("score")
    @Blocking
    public Uni<Response> score(@PathParam("endpoint") String endpoint) {
        RoutingContext request = ClientProxy.unwrap(context);
        return Uni.createFrom()
                .completionStage(scoring.score(request(endpoint)))
                .map(scored -> {
                    RefusalFilter.markRecorded(request);
                    return response(scored, request);
                });
    }

    @GET
    @Path("swagger.json")
    public Response swagger(@PathParam("endpoint") String endpoint) {
        return response(scoring.swagger(request(endpoint)), context);
    }

    @GET
    @Produces("text/plain")
    public String alive(@PathParam("endpoint") String endpoint) {
        return scoring.alive(endpoint);
    }

    private OnlineRequest request(String endpoint) {
        OriginalRequest original = OriginalRequest.of(context);
        HttpServerRequest request = context.request();
        return new OnlineRequest(
                endpoint,
                original.method(),
                original.baseUrl() + original.uri(),
                original.query(),
                request.getHeader("Authorization"),
                request.getHeader("User-Agent"),
                request.remoteAddress().hostAddress(),
                original.requestId(),
                CurrentTrace.traceParent(),
                request.getHeader(DEPLOYMENT),
                () -> InferenceHeaders.ofRequest(request.headers()),
                () -> ReceivedBody.take(context));
    }

    private Response response(Scored scored, RoutingContext request) {
        scored.note(recorder, request);
        ScoringAnswer answer = scored.answer();
        Response.ResponseBuilder builder =
                Response.status(answer.status()).type(answer.contentType()).entity(answer.body());
        answer.headers().forEach(builder::header);
        return builder.build();
    }
}
