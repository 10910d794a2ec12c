package io.mltwin.platform.reset;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.platform.clock.PlatformClock;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.sql.SQLException;

/** Resets this service for the administrator, in the steps that the launcher takes with all six. */
@Path("/_mltwin/reset")
public class ResetResource {

    private final ResetService service;
    private final ResetGate gate;
    private final PlatformClock clock;

    public ResetResource(ResetService service, ResetGate gate, PlatformClock clock) {
        this.service = service;
        this.gate = gate;
        this.clock = clock;
    }

    /** How far the reset is: the name of a {@link ResetGate.Phase}. */
    public record StateBody(String phase, long epoch, long offsetSeconds) {}

    /** The pass that calls of this reset carry in {@value ResetGate#PASS_HEADER}. */
    public record PauseBody(String pass) {}

    /** The epoch to begin, or that was begun. */
    public record EpochBody(Long epoch) {}

    @GET
    public StateBody state() {
        return new StateBody(gate.phase().name(), gate.epoch(), clock.offsetSeconds());
    }

    @POST
    @Path("pause")
    public StateBody pause(PauseBody body) throws SQLException, InterruptedException {
        service.pause(pass(body));
        return state();
    }

    static String pass(PauseBody body) {
        badRequestIf(
                body == null || body.pass() == null || !body.pass().matches("[A-Za-z0-9-]{16,64}"),
                "InvalidRequestContent",
                "Give {\"pass\": \"…\"}, 16 to 64 letters, digits or hyphens.");
        return body.pass();
    }

    @POST
    @Path("clear")
    public StateBody clear(EpochBody body) throws SQLException, IOException {
        service.clear(epoch(body));
        return state();
    }

    @POST
    @Path("resume")
    public StateBody resume(EpochBody body) throws SQLException {
        service.resume(epoch(body));
        return state();
    }

    private static long epoch(EpochBody body) {
        badRequestIf(
                body == null || body.epoch() == null || body.epoch() < 0,
                "InvalidRequestContent",
                "Give {\"epoch\": n} with n of 0 or more.");
        return body.epoch();
    }
}
