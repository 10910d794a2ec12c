package io.mltwin.console.clock;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.clock.Expiries.ExpiryPreview;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The page of the platform's clock, for operators. */
@Path("/console/clock")
public class ClockResource {

    private static final String PAGE = "clock";

    private final PageWriter pages;
    private final ClockClient clock;
    private final Expiries expiries;

    ClockResource(PageWriter pages, ClockClient clock, Expiries expiries) {
        this.pages = pages;
        this.clock = clock;
        this.expiries = expiries;
    }

    /**
     * Shows the clocks, and what a move makes expire.
     *
     * @param by how far the clock shall be moved; null shows no preview
     */
    @GET
    public Response show(RoutingContext context, @RestQuery String by) {
        ClockState state = clock.read();
        if (by == null) {
            return write(context, 200, state, "", null, null);
        }
        try {
            ExpiryPreview preview = expiries.preview(Instant.parse(state.now()), ClockStep.parse(by));
            return write(context, 200, state, by, preview, null);
        } catch (AzureException refused) {
            return write(context, refused.status(), state, by, null, ShownError.of(refused));
        }
    }

    /** Moves the clock forward and leads back to the page. */
    @POST
    public Response advance(
            RoutingContext context, @RestForm String by, @FormParam("from") @DefaultValue("-1") long from) {
        try {
            ClockStep step = ClockStep.parse(by);
            clock.advance(from, step);
            return pages.leadAfterAction("/clock", pages.texts(ClockTexts.class).moved(step.text()));
        } catch (AzureException refused) {
            if (refused.status() == 403) {
                throw refused;
            }
            ClockState state = clock.read();
            return write(context, refused.status(), state, by, null, ShownError.of(refused));
        }
    }

    private Response write(
            RoutingContext context,
            int status,
            ClockState state,
            String by,
            ExpiryPreview preview,
            ShownError refusal) {
        return pages.write(
                status,
                ClockTemplates.clock(
                        pages.frame(context, pages.texts(ClockTexts.class).title(), PAGE),
                        state,
                        orEmpty(by),
                        preview,
                        refusal));
    }
}
