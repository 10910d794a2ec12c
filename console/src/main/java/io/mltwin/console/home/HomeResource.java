package io.mltwin.console.home;

import io.mltwin.console.flow.FlowPicture;
import io.mltwin.console.flow.FlowPictures;
import io.mltwin.console.home.ServiceStates.ServiceState;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The home page: the parts of the platform and their state. */
@Path("/console")
public class HomeResource {

    private final PageWriter pages;
    private final CurrentSession session;
    private final ServiceStates services;
    private final FlowPictures pictures;
    private final ConcurrentParts concurrent;

    HomeResource(
            PageWriter pages,
            CurrentSession session,
            ServiceStates services,
            FlowPictures pictures,
            ConcurrentParts concurrent) {
        this.pages = pages;
        this.session = session;
        this.services = services;
        this.pictures = pictures;
        this.concurrent = concurrent;
    }

    /** Shows the page. */
    @GET
    public Response show(RoutingContext context) {
        Session reader = session.require();
        PartGroup group = concurrent.group();
        Part<List<ServiceState>> states = group.add(services::list);
        Part<List<FlowPicture>> drawn = group.add(() -> pictures.of(reader));
        group.read();
        return pages.write(HomeTemplates.home(
                pages.frame(context, pages.texts(HomeTexts.class).title(), "home"), states.value(), drawn.value()));
    }
}
