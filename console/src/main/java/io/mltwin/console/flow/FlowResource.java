package io.mltwin.console.flow;

import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.Preferences;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The page of flows, and the stream that draws it on. */
@Path("/console")
public class FlowResource {

    private final PageWriter pages;
    private final CurrentSession session;
    private final Preferences preferences;
    private final FlowService flows;
    private final FlowStreams streams;

    FlowResource(
            PageWriter pages, CurrentSession session, Preferences preferences, FlowService flows, FlowStreams streams) {
        this.pages = pages;
        this.session = session;
        this.preferences = preferences;
        this.flows = flows;
        this.streams = streams;
    }

    /** Shows the newest flows. */
    @GET
    @Path("flow")
    public Response newest(
            @RestQuery String mine, @RestQuery String workspace, @RestQuery String refused, RoutingContext context) {
        return show(FlowRequest.of(null, mine, workspace, refused), context);
    }

    /** Shows one flow. */
    @GET
    @Path("flow/{trace}")
    public Response one(@RestPath String trace, RoutingContext context) {
        return show(FlowRequest.of(trace, null, null, null), context);
    }

    private Response show(FlowRequest request, RoutingContext context) {
        Session reader = session.require();
        FlowView view = flows.view(reader, request);
        return pages.write(FlowTemplates.flow(
                pages.frame(context, pages.texts(FlowTexts.class).title(), "flow"), view));
    }

    /** Sends what the page shows and then what changes, until the session ends. */
    @GET
    @Path("stream/flow")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> stream(
            @RestQuery String trace,
            @RestQuery String mine,
            @RestQuery String workspace,
            @RestQuery String refused,
            @Context Sse sse) {
        Session reader = session.require();
        return streams.open(
                reader,
                FlowRequest.of(trace, mine, workspace, refused),
                Locale.forLanguageTag(preferences.language()),
                sse);
    }
}
