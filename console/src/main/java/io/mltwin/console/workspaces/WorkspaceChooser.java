package io.mltwin.console.workspaces;

import io.mltwin.console.page.PageWriter;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Answers a page of a workspace that was called without one: with a list to choose from. */
@Singleton
public record WorkspaceChooser(PageWriter pages, Workspaces workspaces) {

    /**
     * Shows the workspaces that the user may read, each with a link to the page.
     *
     * @param title heading, in the language of the reader
     * @param page first segment of the page's address and its name in the navigation, {@code runs}
     * @throws io.mltwin.console.session.SignInRequiredException when nobody is signed in
     */
    public Response show(RoutingContext context, String title, String page) {
        List<Workspace> all = workspaces.list();
        return pages.write(WorkspaceTemplates.choose(pages.frame(context, title, page), page, all));
    }
}
