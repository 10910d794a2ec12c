package io.mltwin.console.logs;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.chart.Chart;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.page.TypedText;
import io.mltwin.console.scopes.ScopeChooser;
import io.mltwin.console.scopes.ScopeLink;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /logs/{resource}}: queries a resource's logs; the result as a table and as a chart. */
@Path("/console/logs")
public class LogsResource {

    private static final String PREFIX = "/logs";
    private static final String COMPONENTS = "Microsoft.Insights/components";
    private static final List<String> SPANS = List.of("PT1H", "P1D", "P7D", "P30D", "");

    private final PageWriter pages;
    private final CurrentSession session;
    private final ScopeChooser scopes;
    private final LogClient logs;
    private final String names;

    /**
     * @param names of tables and columns
     */
    LogsResource(
            PageWriter pages,
            CurrentSession session,
            ScopeChooser scopes,
            LogClient logs,
            @Named("kql-names") String names) {
        this.pages = pages;
        this.session = session;
        this.scopes = scopes;
        this.logs = logs;
        this.names = names;
    }

    /** Shows the components to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        return scopes.showOfType(context, title(), "logs", COMPONENTS);
    }

    /** Shows the editor; runs the query of an example. */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(RoutingContext context, @RestQuery String query, @RestQuery String span) {
        return page(context, query, span);
    }

    /** Runs a query. It changes nothing; a long one has no place in an address. */
    @POST
    @Path("{scope:subscriptions/.+}")
    public Response run(RoutingContext context, @RestForm String query, @RestForm String span) {
        return page(context, query, span);
    }

    private Response page(RoutingContext context, String typed, String wantedSpan) {
        session.require();
        ArmResourceId resource = ScopeAddress.of(context, PREFIX);
        String query = TypedText.stripped(typed);
        String span = wantedSpan != null && SPANS.contains(wantedSpan) ? wantedSpan : "P1D";
        LogTable result = null;
        ShownError error = null;
        if (!query.isEmpty()) {
            try {
                result = logs.run(resource, query, span);
            } catch (AzureException refused) {
                error = ShownError.of(refused);
            }
        }
        Chart chart = result == null ? null : LogCharts.of(result);
        return pages.write(
                error == null ? 200 : error.status(),
                LogsTemplates.logs(
                        pages.frame(context, title(), "logs"),
                        ScopeLink.trail(resource),
                        ScopeAddress.path(resource),
                        KqlExamples.QUERIES,
                        names + KqlExamples.WORDS,
                        SPANS,
                        query,
                        span,
                        result,
                        chart,
                        error));
    }

    private String title() {
        return pages.texts(LogsTexts.class).title();
    }
}
