package io.mltwin.console.assets;

import io.mltwin.console.assets.Assets.Asset;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Serves the files of the pages under their hashed names. Anybody may read them. */
@Path("/console/assets")
public class AssetResource {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** Returns a file, compressed where the browser takes it so. */
    @GET
    @Path("{name}")
    public Response get(@RestPath String name, @HeaderParam("Accept-Encoding") String acceptEncoding) {
        Asset asset = Assets.hashed(name).orElseThrow(NotFoundException::new);
        Response.ResponseBuilder answer = Response.ok()
                .header("Content-Type", asset.contentType())
                .header("Cache-Control", FOR_EVER)
                .header("Vary", "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff");
        return acceptEncoding != null && acceptEncoding.contains("gzip")
                ? answer.header("Content-Encoding", "gzip")
                        .entity(asset.compressed())
                        .build()
                : answer.entity(asset.content()).build();
    }
}
