package io.mltwin.identity.seed;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Applies the administrator's seed of the directory. */
@Path("/_mltwin/seed")
class SeedResource {

    private final SeedService service;

    SeedResource(SeedService service) {
        this.service = service;
    }

    @PUT
    public SeedBody.Counts seed(SeedBody body) {
        invalidRequestContentIf(body == null, "The seed is missing.");
        return service.apply(body);
    }
}
