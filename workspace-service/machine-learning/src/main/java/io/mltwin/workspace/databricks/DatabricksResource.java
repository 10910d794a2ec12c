package io.mltwin.workspace.databricks;

import static io.mltwin.workspace.databricks.DatabricksErrors.notBuilt;

import io.mltwin.workspace.databricks.DatabricksAuthenticator.DatabricksCaller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/**
 * A Databricks workspace's own API: access tokens (2.0), and who the caller is.
 *
 * <p>Deviation: clusters, jobs, notebooks, DBFS and all else answer 501.
 */
@Path("/databricks/{number}/api/2.0")
@Consumes(MediaType.APPLICATION_JSON)
public class DatabricksResource {

    private final DatabricksAuthenticator authenticator;
    private final AccessTokens tokens;

    DatabricksResource(DatabricksAuthenticator authenticator, AccessTokens tokens) {
        this.authenticator = authenticator;
        this.tokens = tokens;
    }

    @POST
    @Path("token/create")
    public AccessTokenBody.Created create(
            @RestPath long number, @HeaderParam("Authorization") String authorization, AccessTokenBody.Create request) {
        return tokens.create(authenticator.require(number, authorization), request);
    }

    @GET
    @Path("token/list")
    @Consumes(MediaType.WILDCARD)
    public AccessTokenBody.Listed list(@RestPath long number, @HeaderParam("Authorization") String authorization) {
        return tokens.list(authenticator.require(number, authorization));
    }

    @POST
    @Path("token/delete")
    public Map<String, String> delete(
            @RestPath long number, @HeaderParam("Authorization") String authorization, AccessTokenBody.Delete request) {
        DatabricksCaller caller = authenticator.require(number, authorization);
        tokens.delete(caller, request == null ? null : request.tokenId());
        return Map.of();
    }

    @GET
    @Path("preview/scim/v2/Me")
    @Consumes(MediaType.WILDCARD)
    public AccessTokenBody.Me me(@RestPath long number, @HeaderParam("Authorization") String authorization) {
        return new AccessTokenBody.Me(
                authenticator.require(number, authorization).objectId(), true);
    }

    @GET
    @Path("{rest:.*}")
    @Consumes(MediaType.WILDCARD)
    public void unbuiltRead(
            @RestPath long number, @HeaderParam("Authorization") String authorization, @RestPath String rest) {
        authenticator.require(number, authorization);
        throw notBuilt(rest);
    }

    @POST
    @Path("{rest:.*}")
    @Consumes(MediaType.WILDCARD)
    public void unbuiltChange(
            @RestPath long number, @HeaderParam("Authorization") String authorization, @RestPath String rest) {
        authenticator.require(number, authorization);
        throw notBuilt(rest);
    }
}
