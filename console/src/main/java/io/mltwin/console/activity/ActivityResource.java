package io.mltwin.console.activity;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame.Section;
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

/** {@code /activity/{scope}}: what was written, deleted and done at a scope, by whom and when. */
@Path("/console/activity")
public class ActivityResource {

    private static final String PREFIX = "/activity";
    private static final int NEWEST = 10;

    private final PageWriter pages;
    private final CurrentSession session;
    private final ScopeChooser scopes;
    private final ActivityClient log;
    private final DirectoryClient directory;

    ActivityResource(
            PageWriter pages,
            CurrentSession session,
            ScopeChooser scopes,
            ActivityClient log,
            DirectoryClient directory) {
        this.pages = pages;
        this.session = session;
        this.scopes = scopes;
        this.log = log;
        this.directory = directory;
    }

    /** Shows the scopes to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        return scopes.show(context, title(), "activity");
    }

    /** Shows the newest events of all subscriptions, a part of the home page. */
    @GET
    @Path("newest")
    public Response newest(RoutingContext context) {
        session.require();
        Section<ActivityEvent> events = Section.read(() -> log.newest(NEWEST));
        return pages.write(ActivityTemplates.newest(events, names(events.items())));
    }

    /** Shows the events of a scope. */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(
            RoutingContext context,
            @RestQuery Integer hours,
            @RestQuery String status,
            @RestQuery String caller,
            @RestQuery String operation,
            @RestQuery String skip) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        ActivityQuery query = ActivityQuery.of(hours, status, caller, operation, skip);
        ActivityClient.Found found = new ActivityClient.Found(List.of(), "");
        ShownError error = null;
        try {
            found = log.find(scope, query);
        } catch (AzureException refused) {
            error = ShownError.of(refused);
        }
        PrincipalNames names = names(found.events());
        return pages.write(
                error == null ? 200 : error.status(),
                ActivityTemplates.activity(
                        pages.frame(context, title(), "activity"),
                        ScopeLink.trail(scope),
                        ScopeAddress.path(scope),
                        ActivityQuery.HOURS,
                        query,
                        found,
                        names,
                        error));
    }

    private PrincipalNames names(List<ActivityEvent> events) {
        return directory.names(events.stream().map(ActivityEvent::caller).toList());
    }

    private String title() {
        return pages.texts(ActivityTexts.class).title();
    }
}
