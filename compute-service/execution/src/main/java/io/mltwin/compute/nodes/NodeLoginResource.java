package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** The part of the channel to nodes that is about their SSH accounts. */
@Path("/_node/{node}")
public class NodeLoginResource {

    private final NodeLogins logins;
    private final NodeAuthenticator authenticator;

    NodeLoginResource(NodeLogins logins, NodeAuthenticator authenticator) {
        this.logins = logins;
        this.authenticator = authenticator;
    }

    /**
     * Where a node serves SSH, or why it does not.
     *
     * @param port or null
     * @param error or null
     */
    public record LoginBody(Integer port, String error) {}

    /** For the node itself: what opens it by SSH; nothing where no account does. */
    @GET
    @Path("ssh-account")
    public Response account(
            @RestPath String node, @HeaderParam("Authorization") String authorization, RoutingContext context) {
        return logins.open(authenticator.authenticate(node, authorization, context))
                .map(access -> Response.ok(access).build())
                .orElseGet(() -> Response.noContent().build());
    }

    /** A node says where it serves SSH, or why it does not. */
    @POST
    @Path("ssh-port")
    public void port(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            LoginBody body,
            RoutingContext context) {
        Node caller = authenticator.authenticate(node, authorization, context);
        badRequestIf(body == null, "InvalidRequestContent", "Give port or error.");
        logins.note(caller, body.port(), body.error());
    }
}
