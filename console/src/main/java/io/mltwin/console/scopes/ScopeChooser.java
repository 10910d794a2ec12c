package io.mltwin.console.scopes;

import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** Answers a page about a scope that was called without one: with a list to choose from. */
@Singleton
public record ScopeChooser(PageWriter pages, CurrentSession session, ScopeList scopes) {

    /**
     * Shows the subscriptions, groups and resources that the user may read, each with a link to the
     * page.
     *
     * @param title heading, in the language of the reader
     * @param page first segment of the page's address and its name in the navigation, {@code
     *     access}
     * @throws io.mltwin.console.session.SignInRequiredException when nobody is signed in
     */
    public Response show(RoutingContext context, String title, String page) {
        session.require();
        return write(context, title, page, Section.read(scopes::all));
    }

    /**
     * Shows the resources of one type that the user may read.
     *
     * @param type {@code Microsoft.Insights/components}
     * @see #show
     */
    public Response showOfType(RoutingContext context, String title, String page, String type) {
        session.require();
        return write(context, title, page, Section.read(() -> scopes.ofType(type)));
    }

    private Response write(RoutingContext context, String title, String page, Section<ScopeLink> all) {
        return pages.write(ScopeTemplates.choose(pages.frame(context, title, page), page, all));
    }
}
