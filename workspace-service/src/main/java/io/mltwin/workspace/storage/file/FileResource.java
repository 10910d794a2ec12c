package io.mltwin.workspace.storage.file;

import io.mltwin.armweb.AzureFault;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * The File service on {@code account.file.core.BASE}.
 *
 * <p>Deviation: not built. Every request is refused, whatever its credential.
 */
@Path("/file/{path:.*}")
public class FileResource {

    @GET
    public Response get() {
        throw notBuilt();
    }

    @HEAD
    public Response head() {
        throw notBuilt();
    }

    @PUT
    public Response put() {
        throw notBuilt();
    }

    @POST
    public Response post() {
        throw notBuilt();
    }

    @DELETE
    public Response delete() {
        throw notBuilt();
    }

    private static AzureFault notBuilt() {
        return AzureFault.notBuilt(
                "The File service (shares can be made through Azure Resource Manager; files in them cannot)");
    }
}
