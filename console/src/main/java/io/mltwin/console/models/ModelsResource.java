package io.mltwin.console.models;

import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.MlWorkspaces;
import io.mltwin.console.models.ModelView.ModelRow;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.workspaces.WorkspaceAddress;
import io.mltwin.console.workspaces.WorkspaceChooser;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** The pages of a workspace's models. */
@Path("/console/models")
public class ModelsResource {

    static final String PAGE = "models";

    private final PageWriter pages;
    private final WorkspaceChooser chooser;
    private final MlWorkspaces workspaces;
    private final ModelPage page;

    ModelsResource(PageWriter pages, WorkspaceChooser chooser, MlWorkspaces workspaces, ModelPage page) {
        this.pages = pages;
        this.chooser = chooser;
        this.workspaces = workspaces;
        this.page = page;
    }

    /** Shows the workspaces, whose models can be looked at. */
    @GET
    public Response choose(RoutingContext context) {
        return chooser.show(context, texts().title(), PAGE);
    }

    /** Shows all versions of all models. */
    @GET
    @Path("{subscription}/{group}/{workspace}")
    public Response list(RoutingContext context, @BeanParam WorkspaceAddress address) {
        MlWorkspace found = workspaces.open(address);
        List<ModelRow> rows = page.list(found);
        return pages.write(ModelsTemplates.list(
                pages.frame(context, texts().title(), PAGE), found.name(), rows, found.page("endpoints")));
    }

    /** Shows a version of a model. */
    @GET
    @Path("{subscription}/{group}/{workspace}/{model}")
    public Response model(RoutingContext context, @BeanParam WorkspaceAddress address, @RestPath String model) {
        ModelView view = page.view(workspaces.open(address), model);
        return pages.write(ModelsTemplates.model(
                pages.frame(context, texts().heading(view.row().id()), PAGE), view));
    }

    private ModelsTexts texts() {
        return pages.texts(ModelsTexts.class);
    }
}
