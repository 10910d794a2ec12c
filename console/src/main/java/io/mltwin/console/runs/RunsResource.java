package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.MlWorkspaces;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.page.TypedText;
import io.mltwin.console.workspaces.WorkspaceAddress;
import io.mltwin.console.workspaces.WorkspaceChooser;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The pages of a workspace's runs: the list, and the form that submits a job. */
@Path("/console/runs")
public class RunsResource {

    private static final String PAGE = "runs";
    private static final int UNPROCESSABLE = 422;

    private final PageWriter pages;
    private final WorkspaceChooser chooser;
    private final MlWorkspaces workspaces;
    private final RunList list;
    private final JobClient jobs;

    RunsResource(PageWriter pages, WorkspaceChooser chooser, MlWorkspaces workspaces, RunList list, JobClient jobs) {
        this.pages = pages;
        this.chooser = chooser;
        this.workspaces = workspaces;
        this.list = list;
        this.jobs = jobs;
    }

    /** Shows the workspaces, whose runs can be looked at. */
    @GET
    public Response choose(RoutingContext context) {
        return chooser.show(context, texts().title(), PAGE);
    }

    /** Shows a page of runs, or with {@code form=submit} the form that submits a job. */
    @GET
    @Path("{subscription}/{group}/{workspace}")
    public Response list(
            RoutingContext context,
            @BeanParam WorkspaceAddress address,
            @RestQuery String status,
            @RestQuery String experiment,
            @RestQuery String target,
            @RestQuery String page,
            @RestQuery String form) {
        MlWorkspace workspace = workspaces.open(address);
        if ("submit".equals(form)) {
            return form(context, workspace, SubmitFields.example(), null, null);
        }
        RunFilter filter = new RunFilter(status, experiment, target);
        RunListView view = list.view(workspace, filter, isEmpty(page) ? null : page);
        return pages.write(RunsTemplates.list(pages.frame(context, texts().title(), PAGE), view));
    }

    /** Submits a job and leads to its page; a form that is refused is shown again as it was. */
    @POST
    @Path("{subscription}/{group}/{workspace}")
    public Response submit(RoutingContext context, @BeanParam WorkspaceAddress address, @BeanParam SubmitForm form) {
        MlWorkspace workspace = workspaces.open(address);
        SubmitFields fields = form.fields();
        SubmitProblem problem = fields.problem();
        if (problem != null) {
            return form(context, workspace, fields, problem, null);
        }
        try {
            String job = jobs.submit(workspace, fields);
            return pages.leadAfterAction(workspace.page(PAGE, job), texts().submitted(job));
        } catch (AzureException refused) {
            return form(context, workspace, fields, null, ShownError.of(refused));
        }
    }

    private Response form(
            RoutingContext context,
            MlWorkspace workspace,
            SubmitFields fields,
            SubmitProblem problem,
            ShownError refusal) {
        SubmitChoices choices = jobs.choices(workspace);
        int status = problem != null ? UNPROCESSABLE : refusal != null ? refusal.status() : 200;
        return pages.write(
                status,
                RunsTemplates.submit(
                        pages.frame(context, texts().submitTitle(), PAGE),
                        workspace.page(PAGE),
                        choices,
                        fields,
                        problem,
                        refusal));
    }

    private RunsTexts texts() {
        return pages.texts(RunsTexts.class);
    }

    /** The form that submits a job, as it was filled in. */
    public static class SubmitForm {

        @RestForm
        String displayName;

        @RestForm
        String experiment;

        @RestForm
        String compute;

        @RestForm
        String environment;

        @RestForm
        String code;

        @RestForm
        String snapshot;

        @RestForm
        String scriptName;

        @RestForm
        String script;

        @RestForm
        String command;

        /** Returns the fields as a page shows them, none of them null. */
        SubmitFields fields() {
            return new SubmitFields(
                    TypedText.stripped(displayName),
                    TypedText.stripped(experiment),
                    TypedText.stripped(compute),
                    TypedText.stripped(environment),
                    TypedText.stripped(code),
                    TypedText.stripped(snapshot),
                    TypedText.stripped(scriptName),
                    orEmpty(script),
                    TypedText.stripped(command));
        }
    }

    /** A reason why the form that submits a job cannot be sent. */
    public enum SubmitProblem {
        NO_COMMAND,
        TWO_CODES,
        NO_NAME,
        NO_ENVIRONMENT
    }

    /**
     * The choices of the form that submits a job; a list that the user may not read is empty.
     *
     * @param refusals why lists are empty
     */
    public record SubmitChoices(
            List<Choice> computes, List<Choice> environments, List<Choice> codes, List<ShownError> refusals) {

        /**
         * @param id what is sent
         * @param text what is shown
         */
        public record Choice(String id, String text) {}
    }
}
