package io.mltwin.identity.rbac.access;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.platform.http.EventLoopOrWorker;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;

/**
 * Answers the permission checks of the platform's services, on the event loop from memory. Only the
 * first check after a start or a failed read asks the database, on a worker thread.
 */
@Path("/_mltwin/access/check")
class AccessResource {

    private static final int MOST_CHECKS = 500;

    private final AccessService service;

    AccessResource(AccessService service) {
        this.service = service;
    }

    @POST
    public CompletionStage<AccessBody.Decisions> check(AccessBody.Question question) {
        invalidRequestContentIf(
                question == null
                        || question.principalId() == null
                        || question.checks() == null
                        || question.checks().contains(null),
                "Give 'principalId' and 'checks'.");
        invalidRequestContentIf(
                question.checks().size() > MOST_CHECKS, "At most %s checks in one question.", MOST_CHECKS);
        return EventLoopOrWorker.run(() -> service.check(question));
    }
}
