package io.mltwin.identity.access;

import io.mltwin.armweb.ArmErrors;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Any service of the platform asks here what a principal may do. */
@Path("/_mltwin/access")
class AccessResource {

    private static final int MOST_CHECKS = 500;

    private final AccessService service;

    AccessResource(AccessService service) {
        this.service = service;
    }

    @POST
    @Path("check")
    public AccessBody.Decisions check(AccessBody.Question question) {
        if (question == null || question.principalId() == null || question.checks() == null) {
            throw ArmErrors.invalidRequestContent("Give 'principalId' and 'checks'.");
        }
        if (question.checks().size() > MOST_CHECKS) {
            throw ArmErrors.invalidRequestContent(
                    "At most " + MOST_CHECKS + " checks in one question.");
        }
        List<String> groups = question.groups() == null ? List.of() : question.groups();
        AccessSnapshot.Decider decider = service.snapshot().decider(question.principalId(), groups);
        return new AccessBody.Decisions(
                question.checks().stream()
                        .map(
                                check ->
                                        decider.isAllowed(
                                                check.action(), check.scope(), check.data()))
                        .toList());
    }
}
