package io.mltwin.scoring.models.inference;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/**
 * Answers at the host of an online endpoint (v2): the same as at that of a web service, but for a
 * GET of {@code /score}, and for what a browser asks before a page's request.
 */
@Path("/online/{label}")
public class OnlineScoringResource {

    private final ScoringResource resource;

    public OnlineScoringResource(ScoringResource resource) {
        this.resource = resource;
    }

    @POST
    @Path("score")
    @Blocking
    public Uni<Response> score() {
        return resource.score();
    }

    @GET
    @Path("swagger.json")
    @Blocking
    public Uni<Response> swagger() {
        return resource.swagger();
    }

    @GET
    @Produces("text/plain")
    public Response alive() {
        return resource.alive();
    }
}
