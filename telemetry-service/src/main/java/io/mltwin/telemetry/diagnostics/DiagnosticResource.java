package io.mltwin.telemetry.diagnostics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Shows the administrator what Microsoft's store holds. */
@Path("/_mltwin/diagnostics")
public class DiagnosticResource {

    private static final int MOST = 1000;

    private final DiagnosticService service;

    public DiagnosticResource(DiagnosticService service) {
        this.service = service;
    }

    /** Returns the newest records, newest first. */
    @GET
    public List<DiagnosticBody> newest() {
        return service.newest(MOST);
    }
}
