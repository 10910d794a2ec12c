package io.mltwin.console.endpoints;

import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.MlWorkspaces;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.workspaces.WorkspaceAddress;
import io.mltwin.console.workspaces.WorkspaceChooser;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The list of what serves models in a workspace. */
@Path("/console/endpoints")
public class EndpointsResource {

    static final String PAGE = "endpoints";

    private final PageWriter pages;
    private final WorkspaceChooser chooser;
    private final MlWorkspaces workspaces;
    private final EndpointList list;

    EndpointsResource(PageWriter pages, WorkspaceChooser chooser, MlWorkspaces workspaces, EndpointList list) {
        this.pages = pages;
        this.chooser = chooser;
        this.workspaces = workspaces;
        this.list = list;
    }

    /** Shows the workspaces, whose endpoints can be looked at. */
    @GET
    public Response choose(RoutingContext context) {
        return chooser.show(context, pages.texts(EndpointsTexts.class).title(), PAGE);
    }

    /** Shows online endpoints, batch endpoints and web services. */
    @GET
    @Path("{subscription}/{group}/{workspace}")
    public Response list(RoutingContext context, @BeanParam WorkspaceAddress address) {
        MlWorkspace found = workspaces.open(address);
        EndpointsView view = list.view(found);
        return pages.write(EndpointsTemplates.list(
                pages.frame(context, pages.texts(EndpointsTexts.class).title(), PAGE), view));
    }
}
