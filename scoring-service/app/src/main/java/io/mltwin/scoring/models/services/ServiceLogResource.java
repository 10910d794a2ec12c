package io.mltwin.scoring.models.services;

import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** {@code /services/{id}/logs}, which {@code Webservice.get_logs()} of Azure ML's SDK v1 asks. */
@Path(WorkspacePath.TEMPLATE + "/services/{name}/logs")
public class ServiceLogResource {

    private final ServiceLogService logs;
    private final CallerContext caller;

    public ServiceLogResource(ServiceLogService logs, CallerContext caller) {
        this.logs = logs;
        this.caller = caller;
    }

    /** The lines, each with its end. */
    public record LogBody(String content) {
        @Override
        public String toString() {
            return "a container's log";
        }
    }

    @GET
    public LogBody get(@PathParam("name") String name, @QueryParam("tail") @DefaultValue("5000") int tail) {
        return new LogBody(logs.read(caller.caller(), WorkspacePath.of(caller.request()), name, tail));
    }
}
