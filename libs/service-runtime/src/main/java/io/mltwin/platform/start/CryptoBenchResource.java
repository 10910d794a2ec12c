package io.mltwin.platform.start;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.security.GeneralSecurityException;

/** The administrator measures a service's crypto. */
@Path("/_mltwin/bench")
public class CryptoBenchResource {

    @GET
    public CryptoBench.Result bench() throws GeneralSecurityException {
        return CryptoBench.run();
    }
}
