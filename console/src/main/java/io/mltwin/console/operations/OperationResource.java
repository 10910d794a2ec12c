package io.mltwin.console.operations;

import io.mltwin.console.page.PageWriter;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows how far a long-running operation has come, until its end. */
@Path("/console/operation")
public class OperationResource {

    private final PageWriter pages;
    private final CurrentSession session;
    private final OperationStates states;

    OperationResource(PageWriter pages, CurrentSession session, OperationStates states) {
        this.pages = pages;
        this.session = session;
        this.states = states;
    }

    /** Shows the page. */
    @GET
    public Response show(
            RoutingContext context, @RestQuery String poll, @RestQuery String target, @RestQuery String correlation) {
        session.require();
        OperationState state = states.find(OperationAddress.read(poll, target, correlation));
        return pages.write(OperationTemplates.operation(
                pages.frame(context, pages.texts(OperationTexts.class).title(), "resources"), state));
    }
}
