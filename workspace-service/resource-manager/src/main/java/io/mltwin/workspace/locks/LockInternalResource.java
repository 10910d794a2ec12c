package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells compute-service whether a lock keeps the nodes of a cluster. */
@Path("/_internal/locks/removal")
public class LockInternalResource {

    private final Locks locks;
    private final ServiceCallers callers;
    private final CallerContext caller;

    LockInternalResource(Locks locks, ServiceCallers callers, CallerContext caller) {
        this.locks = locks;
        this.callers = callers;
        this.caller = caller;
    }

    /** Answers 204 when parts of the resource may be removed, and 409 when a lock forbids it. */
    @GET
    public void require(@QueryParam("id") String text) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(text == null, "The resource's id is missing.");
        locks.requireRemovable(ArmResourceId.parse(text));
    }
}
