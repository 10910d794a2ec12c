package io.mltwin.scoring.registry.images;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.scoring.workspaces.Page;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /images} of model management, as the older SDK created them by themselves. */
@Path(WorkspacePath.TEMPLATE + "/images")
public class ImageResource {

    private final ImageService images;
    private final CallerContext caller;

    public ImageResource(ImageService images, CallerContext caller) {
        this.images = images;
        this.caller = caller;
    }

    @POST
    public Response create(ImageBody body) {
        WorkspacePath path = path();
        ImageBody image = images.create(caller.caller(), path, body, caller.correlationId());
        return Response.accepted(image)
                .header("Operation-Location", path.url() + "/operations/" + image.operationId())
                .header("Location", path.url() + "/images/" + image.id())
                .header("Retry-After", 1)
                .build();
    }

    @GET
    public Page<ImageBody> list(
            @RestQuery String name,
            @RestQuery String modelId,
            @RestQuery Integer count,
            @QueryParam("$skipToken") String skipToken) {
        return Page.of(
                images.list(caller.caller(), path(), name, modelId),
                count,
                skipToken,
                caller.request(),
                Function.identity());
    }

    @GET
    @Path("{id}")
    public ImageBody get(@RestPath String id) {
        return images.get(caller.caller(), path(), id);
    }

    /**
     * The log of the image's build, which {@code imageBuildLogUri} names.
     *
     * <p>Deviation: {@code imageBuildLogUri} is an address of model management, which needs a
     * token, and no blob with a signature.
     */
    @GET
    @Path("{id}/buildlog")
    @Produces("text/plain;charset=UTF-8")
    public String buildLog(@RestPath String id) {
        return images.buildLog(caller.caller(), path(), id);
    }

    @DELETE
    @Path("{id}")
    public Response delete(@RestPath String id) {
        return Response.status(images.delete(caller.caller(), path(), id) ? 200 : 204)
                .build();
    }

    @Path("{id}/profiles")
    @GET
    public Response profiles(@RestPath String id) {
        throw notBuilt("Profiling of an image");
    }

    private WorkspacePath path() {
        return WorkspacePath.of(caller.request());
    }
}
