package io.mltwin.telemetry.ingest;

import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.telemetry.ingest.IngestBody.Answer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Ingestion on {@code dc.applicationinsights.BASE}; anonymous but for the instrumentation key in
 * each item, as in Azure.
 */
@Path("/ingest/{version: v2|v2.1}/track")
public class IngestResource {

    private final IngestService service;
    private final RoutingContext http;

    public IngestResource(IngestService service, RoutingContext http) {
        this.service = service;
        this.http = http;
    }

    /** 200 when all items were accepted, 206 when some were, 400 when none was. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response track(@HeaderParam("Content-Encoding") String encoding) {
        Answer answer = service.track(ReceivedBody.take(http), encoding);
        int status = answer.errors().isEmpty() ? 200 : answer.itemsAccepted() > 0 ? 206 : 400;
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(answer)
                .build();
    }
}
