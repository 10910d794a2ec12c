package io.mltwin.resourceprovider;

import io.mltwin.armweb.ScopeChange;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * Internal: workspace-service tells the services that keep something attached to scopes what happened to a scope. A
 * repeated call changes nothing.
 */
@Path("/_internal/scope-changes")
public class ScopeChangeResource {

    private final Instance<ScopeChangeListener> listener;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ScopeChangeResource(Instance<ScopeChangeListener> listener, ServiceCallers callers, CallerContext caller) {
        this.listener = listener;
        this.callers = callers;
        this.caller = caller;
    }

    /** Keeps something attached to scopes. At most one bean in a service. */
    public interface ScopeChangeListener {

        void change(ScopeChange change);
    }

    @POST
    public void change(ScopeChange change) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (!listener.isResolvable()) {
            throw new NotFoundException();
        }
        listener.get().change(change);
    }
}
