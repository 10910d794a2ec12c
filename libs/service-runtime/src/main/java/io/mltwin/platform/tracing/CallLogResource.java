package io.mltwin.platform.tracing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Answers the administrator with the service's call log. */
@Path("/_mltwin/calls")
public class CallLogResource {

    private final CallLog calls;

    public CallLogResource(CallLog calls) {
        this.calls = calls;
    }

    @GET
    public List<CallLog.Call> calls(
            @QueryParam("correlationId") String correlationId, @QueryParam("caller") String caller) {
        return calls.find(correlationId, caller);
    }
}
