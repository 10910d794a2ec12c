package io.mltwin.telemetry.traces;

import io.mltwin.telemetry.traces.TraceBody.TraceSummaryBody;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Shows the administrator the platform's last traces. */
@Path("/_mltwin/traces")
public class TraceResource {

    private final TraceService service;

    TraceResource(TraceService service) {
        this.service = service;
    }

    /** Returns the newest traces, newest first. */
    @GET
    public List<TraceSummaryBody> newest(@QueryParam("last") @DefaultValue("20") int last) {
        return service.newest(last);
    }

    /** Returns a trace by its id or by a correlation id. */
    @GET
    @Path("{id}")
    public TraceBody get(@RestPath String id) {
        return service.get(id);
    }
}
