package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Rules;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.UserDirectory;
import io.mltwin.platform.Addresses;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * Microsoft Graph v1.0: {@code /invitations}. The guest exists with the answer, and cannot sign in
 * before it accepts the invitation. Deviation: no message is sent, and there is no page to accept
 * an invitation at.
 */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class InvitationResource {

    private static final String TYPE = "Invitation";

    private static final Rules<JsonNode> RULES = GraphPayload.rules(
                    "inviteRedirectUrl", "invitedUserDisplayName", "invitedUserEmailAddress", "invitedUserType")
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "invitedUserMessageInfo", "resetRedemption", "sendInvitationMessage");

    private final GraphAuthorizer graph;
    private final UserDirectory users;
    private final Addresses addresses;

    InvitationResource(GraphAuthorizer graph, UserDirectory users, Addresses addresses) {
        this.graph = graph;
        this.users = users;
        this.addresses = addresses;
    }

    @POST
    @Path("v1.0/invitations")
    public Response invite(String text) {
        GraphCaller caller = graph.requireCreate(GraphArea.INVITATIONS);
        GraphPayload body = GraphPayload.read(text).allow(RULES);
        String mail = body.required("invitedUserEmailAddress", null, TYPE);
        String redirect = body.required("inviteRedirectUrl", null, TYPE);
        if (!mail.matches("[^\\s@#]+@[^\\s@#]+") || !"Guest".equals(body.text("invitedUserType", "Guest"))) {
            throw invalidValue("invitedUserEmailAddress");
        }
        String displayName = body.text("invitedUserDisplayName", mail);
        DirectoryUser guest = users.invite(caller.tenantId(), mail, displayName);
        return Response.status(201)
                .entity(new GraphBody.Invitation(
                        UUID.randomUUID().toString(),
                        addresses.login() + "/redeem?tenant=" + caller.tenantId(),
                        displayName,
                        mail,
                        "Guest",
                        redirect,
                        false,
                        "PendingAcceptance",
                        new GraphBody.InvitedUser(guest.objectId())))
                .build();
    }
}
