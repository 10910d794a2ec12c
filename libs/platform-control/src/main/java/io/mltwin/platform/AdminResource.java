package io.mltwin.platform;

import io.mltwin.armweb.AzureFault;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What the administrator can do with every service: look at and move its clock, read its call log,
 * measure its crypto.
 */
@Path("/_mltwin")
public class AdminResource {

    private final PlatformClock clock;
    private final ClockStore store;
    private final CallLog calls;

    public AdminResource(PlatformClock clock, ClockStore store, CallLog calls) {
        this.clock = clock;
        this.store = store;
        this.calls = calls;
    }

    /** Seconds the clock is ahead of wall time, and the time it shows. */
    public record ClockBody(Long offsetSeconds, Instant now) {}

    @GET
    @Path("clock")
    public ClockBody clock() {
        return new ClockBody(clock.offsetSeconds(), clock.instant());
    }

    @PUT
    @Path("clock")
    public ClockBody move(ClockBody body) throws SQLException {
        if (body == null || body.offsetSeconds() == null || body.offsetSeconds() < 0) {
            throw new AzureFault(
                    400,
                    "InvalidRequestContent",
                    "Give {\"offsetSeconds\": n} with n of 0 or more.");
        }
        store.move(body.offsetSeconds());
        return clock();
    }

    @GET
    @Path("calls")
    public List<CallLog.Call> calls(
            @QueryParam("correlationId") String correlationId,
            @QueryParam("caller") String caller) {
        return calls.find(correlationId, caller);
    }

    @GET
    @Path("bench")
    public CryptoBench.Result bench() throws GeneralSecurityException {
        return CryptoBench.run();
    }
}
