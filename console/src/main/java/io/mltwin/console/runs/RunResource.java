package io.mltwin.console.runs;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.MlWorkspaces;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.runs.RunView.RunImage;
import io.mltwin.console.workspaces.WorkspaceAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The page of one run, the parts of it that are loaded again while it runs, and its files. */
@Path("/console/runs/{subscription}/{group}/{workspace}/{run}")
public class RunResource {

    private static final String PAGE = "runs";

    private final PageWriter pages;
    private final MlWorkspaces workspaces;
    private final RunPage page;
    private final RunComparisons comparisons;
    private final RunHistoryClient history;
    private final RunFiles files;

    RunResource(
            PageWriter pages,
            MlWorkspaces workspaces,
            RunPage page,
            RunComparisons comparisons,
            RunHistoryClient history,
            RunFiles files) {
        this.pages = pages;
        this.workspaces = workspaces;
        this.page = page;
        this.comparisons = comparisons;
        this.history = history;
        this.files = files;
    }

    /**
     * Shows a run.
     *
     * @param with the run to compare this one with; null for none
     * @param log the name of the log to show; null for what the script printed
     */
    @GET
    public Response show(
            RoutingContext context,
            @BeanParam WorkspaceAddress address,
            @RestPath String run,
            @RestQuery String with,
            @RestQuery String log) {
        MlWorkspace workspace = workspaces.open(address);
        if (!isBlank(with)) {
            RunComparison both = comparisons.compare(workspace, run, with.strip());
            return pages.write(RunsTemplates.compare(
                    pages.frame(context, texts().compareTitle(), PAGE), both, workspace.page(PAGE)));
        }
        RunView view = page.view(workspace, run, log);
        return pages.write(RunsTemplates.run(pages.frame(context, texts().runTitle(view.title()), PAGE), view));
    }

    /** Returns the state and the log alone. */
    @GET
    @Path("progress")
    public Response progress(@BeanParam WorkspaceAddress address, @RestPath String run, @RestQuery String log) {
        MlWorkspace workspace = workspaces.open(address);
        return pages.write(RunsTemplates.progress(page.progress(workspace, run, log)));
    }

    /** Returns metrics, images and files alone. */
    @GET
    @Path("results")
    public Response results(@BeanParam WorkspaceAddress address, @RestPath String run) {
        MlWorkspace workspace = workspaces.open(address);
        return pages.write(RunsTemplates.results(page.results(workspace, run)));
    }

    /** Asks that the run ends, and leads back to its page. */
    @POST
    @Path("cancel")
    public Response cancel(@BeanParam WorkspaceAddress address, @RestPath String run) {
        MlWorkspace workspace = workspaces.open(address);
        history.cancel(workspace, run);
        return pages.leadAfterAction(workspace.page(PAGE, run), texts().canceled(run));
    }

    /** Leads to the storage account, by an address that opens this one file for an hour. */
    @GET
    @Path("file")
    public Response file(@BeanParam WorkspaceAddress address, @RestPath String run, @RestQuery String path) {
        MlWorkspace workspace = workspaces.open(address);
        return pages.leadTo(files.location(workspace, run, required(path)));
    }

    /** Returns an image of the run, as an image and nothing else whatever its bytes are. */
    @GET
    @Path("image")
    public Response image(@BeanParam WorkspaceAddress address, @RestPath String run, @RestQuery String path) {
        MlWorkspace workspace = workspaces.open(address);
        String type = RunImage.contentType(required(path));
        if (type == null) {
            throw notFound("NotFound", "'%s' is no image.", path);
        }
        Response.ResponseBuilder answer = Response.ok(files.content(workspace, run, path));
        headers(type).forEach(answer::header);
        return answer.build();
    }

    private static Map<String, String> headers(String type) {
        return Map.of(
                "Content-Type", type,
                "Content-Security-Policy", "default-src 'none'; sandbox",
                "Cross-Origin-Resource-Policy", "same-origin",
                "X-Content-Type-Options", "nosniff",
                "Cache-Control", "no-store");
    }

    private static String required(String path) {
        badRequestIf(isBlank(path), "InvalidRequest", "Name the file: ?path=");
        return path;
    }

    private RunsTexts texts() {
        return pages.texts(RunsTexts.class);
    }
}
