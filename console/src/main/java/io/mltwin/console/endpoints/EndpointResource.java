package io.mltwin.console.endpoints;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.endpoints.TrialForm.Trial;
import io.mltwin.console.endpoints.TrialForm.TrialFields;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.MlWorkspaces;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The page of one endpoint or web service, and what can be done there. */
@Path("/console/endpoints/{subscription}/{group}/{workspace}/{endpoint}")
public class EndpointResource {

    private final PageWriter pages;
    private final MlWorkspaces workspaces;
    private final EndpointPage page;
    private final EndpointClient client;
    private final Trials trials;
    private final RequestRows rows;

    EndpointResource(
            PageWriter pages,
            MlWorkspaces workspaces,
            EndpointPage page,
            EndpointClient client,
            Trials trials,
            RequestRows rows) {
        this.pages = pages;
        this.workspaces = workspaces;
        this.page = page;
        this.client = client;
        this.trials = trials;
        this.rows = rows;
    }

    /**
     * Shows an endpoint.
     *
     * @param log the deployment whose log is shown; null for none
     */
    @GET
    public Response show(RoutingContext context, @BeanParam EndpointAddress address, @RestQuery String log) {
        MlWorkspace workspace = workspace(address);
        EndpointExtra extra = EndpointExtra.NONE;
        if (log != null) {
            Attempt<String> lines = Attempt.of(() -> client.log(workspace, address.kind(), address.endpoint, log));
            String of = address.kind() == EndpointKind.SERVICE ? address.endpoint : log;
            extra = EndpointExtra.ofLog(of, lines.value(), lines.refusal());
        }
        return write(context, 200, view(workspace, address), TrialFields.example(), extra);
    }

    /** Sends a request to the endpoint and shows its answer. */
    @POST
    @Path("try")
    public Response tryIt(RoutingContext context, @BeanParam EndpointAddress address, @BeanParam TrialForm form) {
        MlWorkspace workspace = workspace(address);
        EndpointView view = view(workspace, address);
        TrialFields fields = form.fields();
        Attempt<Trial> trial = Attempt.of(() -> trials.send(workspace, view, fields));
        return write(context, 200, view, fields, EndpointExtra.ofTrial(trial.value(), trial.refusal()));
    }

    /** Shows keys or a token, because somebody asked for them. */
    @POST
    @Path("secrets")
    public Response secrets(RoutingContext context, @BeanParam EndpointAddress address, @RestForm String what) {
        MlWorkspace workspace = workspace(address);
        Attempt<EndpointExtra.Secrets> secrets = Attempt.of(() -> secrets(workspace, address, "token".equals(what)));
        return write(
                context,
                secrets.refusal() == null ? 200 : secrets.refusal().status(),
                view(workspace, address),
                TrialFields.example(),
                EndpointExtra.ofSecrets(secrets.value(), secrets.refusal()));
    }

    /** Changes the traffic and leads back to the page; a refused change is shown there. */
    @POST
    @Path("traffic")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response traffic(
            RoutingContext context, @BeanParam EndpointAddress address, MultivaluedMap<String, String> form) {
        MlWorkspace workspace = workspace(address);
        try {
            Map<String, Integer> percents = TrafficForm.percents(form);
            client.setTraffic(workspace, address.endpoint, percents);
            return pages.leadAfterAction(
                    workspace.page(EndpointsResource.PAGE, address.endpoint), texts().trafficChanged(address.endpoint));
        } catch (AzureException refused) {
            return write(
                    context,
                    refused.status(),
                    view(workspace, address).withTraffic(TrafficForm.typed(form)),
                    TrialFields.example(),
                    EndpointExtra.ofTraffic(ShownError.of(refused)));
        }
    }

    /** Returns the row of a request in Application Insights alone. */
    @GET
    @Path("request")
    public Response row(@BeanParam EndpointAddress address, @RestQuery String id) {
        MlWorkspace workspace = workspace(address);
        String page = workspace.page(EndpointsResource.PAGE, address.endpoint);
        return pages.write(EndpointsTemplates.row(rows.find(workspace, page, id)));
    }

    private EndpointExtra.Secrets secrets(MlWorkspace workspace, EndpointAddress address, boolean token) {
        if (token) {
            return new EndpointExtra.Secrets(
                    null,
                    null,
                    client.token(workspace, address.kind(), address.endpoint).accessToken());
        }
        EndpointBody.Keys keys = client.keys(workspace, address.kind(), address.endpoint);
        return new EndpointExtra.Secrets(keys.primaryKey(), keys.secondaryKey(), null);
    }

    private Response write(
            RoutingContext context, int status, EndpointView view, TrialFields fields, EndpointExtra extra) {
        return pages.write(
                status,
                EndpointsTemplates.endpoint(
                        pages.frame(context, texts().heading(view.name()), EndpointsResource.PAGE),
                        view,
                        fields,
                        extra));
    }

    private EndpointView view(MlWorkspace workspace, EndpointAddress address) {
        return page.view(workspace, address.kind(), address.endpoint);
    }

    private MlWorkspace workspace(EndpointAddress address) {
        return workspaces.open(address);
    }

    private EndpointsTexts texts() {
        return pages.texts(EndpointsTexts.class);
    }
}
