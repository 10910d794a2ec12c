package io.mltwin.compute.encryption;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/**
 * Tells the administrator what encrypts the scratch of runs of workspaces of high business impact.
 */
@Path("/_mltwin/scratch")
public class ScratchResource {

    private final ScratchKeys keys;

    ScratchResource(ScratchKeys keys) {
        this.keys = keys;
    }

    @GET
    @Transactional
    public List<ScratchKeys.ScopeBody> list() {
        return keys.list();
    }
}
