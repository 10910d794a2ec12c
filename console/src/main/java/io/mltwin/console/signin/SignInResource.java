package io.mltwin.console.signin;

import io.mltwin.console.page.PageWriter;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;

/** The console's side of Azure AD's sign-in and sign-out. */
@Path("/console")
public class SignInResource {

    private final SignInService service;
    private final PageWriter pages;

    SignInResource(SignInService service, PageWriter pages) {
        this.service = service;
        this.pages = pages;
    }

    /** Leads to Azure AD's sign-in pages. */
    @GET
    @Path("signin")
    public Response signIn(@RestQuery String back, RoutingContext context) {
        return pages.leadTo(service.begin(context, back));
    }

    /** Takes Azure AD's answer, and leads to the page that asked for the sign-in. */
    @GET
    @Path("signin/callback")
    public Response callback(RoutingContext context) {
        return pages.leadTo(service.complete(context));
    }

    /** Ends the session, and leads to the end of Azure AD's own. */
    @POST
    @Path("signout")
    public Response signOut(RoutingContext context) {
        return pages.leadTo(service.signOut(context));
    }

    /** Says that nobody is signed in any more. */
    @GET
    @Path("signed-out")
    public Response signedOut(RoutingContext context) {
        String title = pages.texts(SignInTexts.class).title();
        return pages.write(SignInTemplates.signedOut(pages.frame(context, title, "")));
    }
}
