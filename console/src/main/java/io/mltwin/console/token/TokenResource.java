package io.mltwin.console.token;

import io.mltwin.console.page.PageWriter;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.mltwin.console.session.TokenAudience;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;

/**
 * The token inspector. A token comes in the body of a POST and is answered at once, with a page
 * that no cache keeps: it is never part of an address, and leads to no other page.
 */
@Path("/console/token")
public class TokenResource {

    private final PageWriter pages;
    private final CurrentSession session;
    private final TokenDrafts drafts;
    private final ServiceVerdicts verdicts;

    TokenResource(PageWriter pages, CurrentSession session, TokenDrafts drafts, ServiceVerdicts verdicts) {
        this.pages = pages;
        this.session = session;
        this.drafts = drafts;
        this.verdicts = verdicts;
    }

    /** Shows the empty forms. */
    @GET
    public Response show(RoutingContext context) {
        Session user = session.require();
        return write(
                context,
                new TokenPage(audiences(user), null, List.of(), Forgery.AS_EDITED, null, null, List.of(), null));
    }

    /** Shows what each service makes of the token. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response inspect(RoutingContext context, @BeanParam TokenForm form) {
        Session user = session.require();
        InspectedToken token = drafts.make(user, form);
        String host = form.host();
        String path = host == null ? null : form.path();
        return write(
                context,
                new TokenPage(
                        audiences(user),
                        token,
                        token.parts() == null
                                ? List.of()
                                : ClaimRow.list(token.parts().claims()),
                        form.forgery(),
                        host,
                        path,
                        verdicts.ask(token.text(), host, path),
                        form.show == null ? null : token.text()));
    }

    private Response write(RoutingContext context, TokenPage page) {
        return pages.write(TokenTemplates.token(
                pages.frame(context, pages.texts(TokenTexts.class).title(), "token"), page));
    }

    private static List<TokenAudience> audiences(Session user) {
        return Arrays.stream(TokenAudience.values())
                .filter(audience -> audience != TokenAudience.ADMINISTRATION || user.isOperator())
                .toList();
    }
}
