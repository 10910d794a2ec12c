package io.mltwin.telemetry.diagnostics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Takes what compute-service collects of runs. What was taken before changes nothing. */
@Path("/_internal/diagnostics")
public class CollectedRunResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final DiagnosticService service;

    CollectedRunResource(CallerContext caller, ServiceCallers callers, DiagnosticService service) {
        this.caller = caller;
        this.callers = callers;
        this.service = service;
    }

    @POST
    public void add(CollectedRun run) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(isIncomplete(run), "A collected run needs eventId, time, workspaceId and runId.");
        service.add(run);
    }

    private static boolean isIncomplete(CollectedRun run) {
        return run == null
                || run.eventId() == null
                || run.time() == null
                || run.workspaceId() == null
                || run.runId() == null;
    }
}
