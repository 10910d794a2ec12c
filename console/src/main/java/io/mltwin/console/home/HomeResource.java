package io.mltwin.console.home;

import io.mltwin.console.flow.FlowPicture;
import io.mltwin.console.flow.FlowPictures;
import io.mltwin.console.page.PageWriter;
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
    private final Parts parts;
    private final FlowPictures pictures;

    HomeResource(PageWriter pages, CurrentSession session, Parts parts, FlowPictures pictures) {
        this.pages = pages;
        this.session = session;
        this.parts = parts;
        this.pictures = pictures;
    }

    /** Shows the page. */
    @GET
    public Response show(RoutingContext context) {
        Session reader = session.require();
        List<PartState> states = parts.list();
        List<FlowPicture> drawn = pictures.of(reader);
        return pages.write(
                HomeTemplates.home(
                        pages.frame(context, pages.texts(HomeTexts.class).title(), "home"),
                        states,
                        drawn));
    }
}
