package io.mltwin.workspace.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.arm.ApiVersions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * {@code GET /metadata/endpoints}, anonymous: a list up to 2019-05-01, one object from 2022-09-01
 * on, as real ARM.
 */
@Path("/arm/metadata/endpoints")
@Produces("application/json")
public class MetadataResource {

    private static final String FIRST_OBJECT = "2022-09-01";

    private final Addresses addresses;

    public MetadataResource(Addresses addresses) {
        this.addresses = addresses;
    }

    @GET
    public JsonNode endpoints(@QueryParam("api-version") String version) {
        ApiVersions.check(version);
        MetadataBody body = MetadataBody.of(addresses);
        return Json.tree(version.compareTo(FIRST_OBJECT) >= 0 ? body : List.of(body));
    }
}
