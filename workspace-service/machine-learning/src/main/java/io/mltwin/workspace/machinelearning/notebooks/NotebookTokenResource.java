package io.mltwin.workspace.machinelearning.notebooks;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Refusal;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.machinelearning.notebooks.NotebookTokens.NotebookAccessToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renews a notebook resource's access token, {@code grant_type=refresh_token} as OAuth 2.0 has it.
 *
 * <p>Deviation: Azure does not publish where the refresh token of a notebook resource is taken;
 * here it is {@code /oauth2/token} of the resource's own address.
 */
@Path("/notebook-token/{resource}")
public class NotebookTokenResource {

    private static final String REFRESH = "refresh_token";

    private final NotebookTokens notebookTokens;
    private final TokenCheck check;
    private final Addresses addresses;

    NotebookTokenResource(NotebookTokens notebookTokens, TokenCheck check, Addresses addresses) {
        this.notebookTokens = notebookTokens;
        this.check = check;
        this.addresses = addresses;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response renew(
            @PathParam("resource") String resource,
            @FormParam("grant_type") String grantType,
            @FormParam(REFRESH) String refreshToken) {
        badRequestIf(
                !REFRESH.equals(grantType), "unsupported_grant_type", "Give grant_type=refresh_token and its token.");
        VerifiedToken token = verified(resource, refreshToken);
        NotebookAccessToken issued = notebookTokens.renew(resource, token.claim("workspaceScope"), token.caller());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", issued.tokenType());
        body.put("expires_in", issued.expiresIn());
        body.put("scope", issued.scope());
        body.put("access_token", issued.accessToken());
        body.put(REFRESH, issued.refreshToken());
        return Response.ok(body, MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .build();
    }

    private VerifiedToken verified(String resource, String refreshToken) {
        String audience = "https://" + addresses.notebookHost(resource) + "/oauth2/token";
        try {
            if (refreshToken == null) {
                throw new TokenRefusedException(Refusal.MISSING, null);
            }
            return check.check(refreshToken, Plane.notebook("/notebook-token", Envelope.AZURE_AD, List.of(audience)));
        } catch (TokenRefusedException refused) {
            if (refused.refusal() == Refusal.KEYS_UNAVAILABLE) {
                throw new AzureException(503, "temporarily_unavailable", refused.getMessage());
            }
            throw badRequest("invalid_grant", refused.getMessage());
        }
    }
}
