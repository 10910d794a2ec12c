package io.mltwin.telemetry.diagnostics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.encoding.AsciiCase;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows the administrator, who is Microsoft's support here, what Microsoft's store holds. */
@Path("/_mltwin/diagnostics")
public class DiagnosticResource {

    private static final int MOST = 1000;

    private final DiagnosticService service;

    public DiagnosticResource(DiagnosticService service) {
        this.service = service;
    }

    /**
     * Returns the newest records, newest first.
     *
     * @param workspace ARM id or name of one workspace; all without it
     */
    @GET
    public List<DiagnosticBody> newest(
            @RestQuery String workspace, @QueryParam("last") @DefaultValue("1000") int last) {
        invalidRequestContentIf(last < 1 || last > MOST, "last must be from 1 to %s.", MOST);
        return service.newest(record -> isOf(record, workspace), last);
    }

    private static boolean isOf(DiagnosticBody record, String workspace) {
        return workspace == null
                || AsciiCase.equal(record.workspaceId(), workspace)
                || AsciiCase.lower(record.workspaceId()).endsWith("/" + AsciiCase.lower(workspace));
    }
}
