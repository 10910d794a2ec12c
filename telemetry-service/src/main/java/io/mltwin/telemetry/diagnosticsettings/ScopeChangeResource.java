package io.mltwin.telemetry.diagnosticsettings;

import io.mltwin.armweb.ScopeChange;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Internal: workspace-service tells what happened to a scope. A repeated call changes nothing. */
@Path("/_internal/scope-changes")
class ScopeChangeResource {

    private final SettingService settings;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ScopeChangeResource(SettingService settings, ServiceCallers callers, CallerContext caller) {
        this.settings = settings;
        this.callers = callers;
        this.caller = caller;
    }

    @POST
    public void change(ScopeChange change) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        settings.change(change);
    }
}
