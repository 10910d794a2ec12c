package io.mltwin.platform.clock;

import static io.mltwin.armweb.AzureException.badRequestIf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Instant;

/** The administrator looks at a service's clock and moves it. */
@Path("/_mltwin/clock")
public class ClockResource {

    private final PlatformClock clock;
    private final ClockStore store;

    public ClockResource(PlatformClock clock, ClockStore store) {
        this.clock = clock;
        this.store = store;
    }

    /** Seconds the clock is ahead of wall time, and the time it shows. */
    public record ClockBody(Long offsetSeconds, Instant now) {}

    @GET
    public ClockBody clock() {
        return new ClockBody(clock.offsetSeconds(), clock.instant());
    }

    @PUT
    public ClockBody move(ClockBody body) throws SQLException {
        badRequestIf(
                body == null || body.offsetSeconds() == null || body.offsetSeconds() < 0,
                "InvalidRequestContent",
                "Give {\"offsetSeconds\": n} with n of 0 or more.");
        store.move(body.offsetSeconds());
        return clock();
    }
}
