package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.denied;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.identity.directory.DirectoryErrors;
import io.mltwin.identity.directory.UserDirectory;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * OpenID Connect's UserInfo endpoint, which Azure AD has on Microsoft Graph's host: the user of a
 * delegated token for Graph. {@code sub} is the same as in the client's id token. Deviation: no
 * {@code picture}.
 */
@Path("/graph/oidc/userinfo")
@Produces(MediaType.APPLICATION_JSON)
class UserInfoResource {

    private final CallerContext caller;
    private final UserDirectory users;

    UserInfoResource(CallerContext caller, UserDirectory users) {
        this.caller = caller;
        this.users = users;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserInfo(
            String sub,
            String name,
            @JsonProperty("family_name") String familyName,
            @JsonProperty("given_name") String givenName,
            String email) {}

    @GET
    public UserInfo get() {
        VerifiedToken token = caller.token();
        if (token.claim("scp") == null) {
            throw denied();
        }
        return users.find(token.objectId(), token.tenantId())
                .map(user -> new UserInfo(
                        token.claim("sub"),
                        user.profile().displayName(),
                        user.profile().surname(),
                        user.profile().givenName(),
                        user.profile().mail()))
                .orElseThrow(DirectoryErrors::denied);
    }

    @POST
    public UserInfo post() {
        return get();
    }
}
