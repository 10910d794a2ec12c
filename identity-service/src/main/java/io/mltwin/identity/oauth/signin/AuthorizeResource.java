package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.oauth.signin.SignInErrors.beingReset;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.IdentityNames;
import io.mltwin.platform.reset.ResetRequestFilter;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Azure AD's authorization endpoints of a tenant, version 1 and 2, and its end of a session. */
@Path("/login/{tenant}/oauth2")
class AuthorizeResource {

    private final SignInService signIn;
    private final SignOutService signOut;
    private final PageWriter pages;
    private final Browser browser;
    private final IdentityNames names;
    private final ResetRequestFilter requests;
    private final RoutingContext context;

    AuthorizeResource(
            SignInService signIn,
            SignOutService signOut,
            PageWriter pages,
            Browser browser,
            IdentityNames names,
            ResetRequestFilter requests,
            RoutingContext context) {
        this.signIn = signIn;
        this.signOut = signOut;
        this.pages = pages;
        this.browser = browser;
        this.names = names;
        this.requests = requests;
        this.context = context;
    }

    @GET
    @Path("{path:(v2\\.0/)?authorize}")
    public Response authorize(@RestPath String tenant, @RestPath String path) {
        requireOpen();
        SentFields sent = SentFields.read(OriginalRequest.of(context).query());
        return pages.write(signIn.authorize(tenant, sent, isV2(path), browser), browser);
    }

    /**
     * Redirects to GET, for which a browser sends the cookie of its session from other sites, too.
     */
    @POST
    @Path("{path:(v2\\.0/)?authorize}")
    public Response authorizeByForm(@RestPath String tenant, @RestPath String path, String form) {
        requireOpen();
        String query = UriEncoding.encodeForm(SentFields.read(form).fields());
        String here = names.baseUrl(OriginalRequest.of(context).host())
                + "/"
                + UriEncoding.encodePathSegment(tenant)
                + "/oauth2/"
                + (isV2(path) ? "v2.0/" : "")
                + "authorize";
        return PageHeaders.add(Response.status(Response.Status.SEE_OTHER).header("Location", here + "?" + query), null)
                .build();
    }

    @GET
    @Path("{path:(v2\\.0/)?logout}")
    public Response logout(@RestPath String tenant) {
        return end(tenant, OriginalRequest.of(context).query());
    }

    @POST
    @Path("{path:(v2\\.0/)?logout}")
    public Response logoutByForm(@RestPath String tenant, String form) {
        return end(tenant, form);
    }

    private Response end(String tenant, String sent) {
        requireOpen();
        return signOut.end(tenant, SentFields.read(sent), browser)
                .map(address -> PageHeaders.add(
                                Response.status(Response.Status.FOUND).header("Location", address), null)
                        .build())
                .orElseGet(() -> PageWriter.message(
                        "You are signed out", "Close all browser windows if others use this computer."));
    }

    private static boolean isV2(String path) {
        return path.startsWith("v2.0/");
    }

    private void requireOpen() {
        if (requests.isClosedTo(context)) {
            throw beingReset();
        }
    }

    @ServerExceptionMapper
    public Response refused(AzureException fault) {
        return pages.error(fault);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        return pages.failed(failure);
    }
}
