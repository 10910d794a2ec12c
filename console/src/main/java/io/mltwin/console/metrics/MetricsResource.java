package io.mltwin.console.metrics;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.chart.Chart;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeChooser;
import io.mltwin.console.scopes.ScopeLink;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /metrics/{resource}}: a metric of a workspace with aggregation, grain and split. */
@Path("/console/metrics")
public class MetricsResource {

    private static final String PREFIX = "/metrics";
    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";

    private final PageWriter pages;
    private final CurrentSession session;
    private final ScopeChooser scopes;
    private final MetricClient metrics;

    MetricsResource(PageWriter pages, CurrentSession session, ScopeChooser scopes, MetricClient metrics) {
        this.pages = pages;
        this.session = session;
        this.scopes = scopes;
        this.metrics = metrics;
    }

    /** Shows the workspaces to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        return scopes.showOfType(context, title(), "metrics", WORKSPACES);
    }

    /** Shows a metric of a resource. */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(
            RoutingContext context,
            @RestQuery String metric,
            @RestQuery String aggregation,
            @RestQuery String grain,
            @RestQuery String span,
            @RestQuery String split) {
        session.require();
        ArmResourceId resource = ScopeAddress.of(context, PREFIX);
        List<MetricDefinition> definitions = metrics.definitions(resource);
        if (definitions.isEmpty()) {
            return pages.write(MetricsTemplates.none(
                    pages.frame(context, title(), "metrics"),
                    ScopeLink.trail(resource),
                    ScopeAddress.path(resource),
                    resource.type()));
        }
        MetricChoice choice = MetricChoice.of(definitions, metric, aggregation, grain, span, split);
        Chart chart = null;
        ShownError error = null;
        try {
            chart = metrics.values(resource, choice);
        } catch (AzureException refused) {
            error = ShownError.of(refused);
        }
        return pages.write(
                error == null ? 200 : error.status(),
                MetricsTemplates.metrics(
                        pages.frame(context, title(), "metrics"),
                        ScopeLink.trail(resource),
                        ScopeAddress.path(resource),
                        definitions,
                        MetricChoice.find(definitions, choice.metric()),
                        MetricChoice.SPANS,
                        choice,
                        chart,
                        error));
    }

    private String title() {
        return pages.texts(MetricsTexts.class).title();
    }
}
