package io.mltwin.identity.seed;

import io.mltwin.armweb.ArmErrors;
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
        if (body == null) {
            throw ArmErrors.invalidRequestContent("The seed is missing.");
        }
        return service.apply(body);
    }
}
