package io.mltwin.scoring.registry.scanning;

import io.mltwin.scoring.registry.scanning.AdvisoryStore.Source;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** The administrator looks at the advisories in force and replaces them. */
@Path("/_mltwin/advisories")
public class AdvisoryResource {

    private final AdvisoryStore store;

    public AdvisoryResource(AdvisoryStore store) {
        this.store = store;
    }

    @GET
    public Source get() {
        return store.source();
    }

    /** Takes a JSON array of OSV records in place of those in force. */
    @PUT
    public Source load(String advisories) {
        store.load(advisories);
        return store.source();
    }

    /** Puts the sample in force again. */
    @DELETE
    public Source reset() {
        store.reset();
        return store.source();
    }
}
