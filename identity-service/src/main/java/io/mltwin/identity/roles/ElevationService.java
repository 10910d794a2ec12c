package io.mltwin.identity.roles;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.identity.access.AccessService;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Elevates a global administrator; doing it again changes nothing. */
@ApplicationScoped
class ElevationService {

    private static final String ACTION = "Microsoft.Authorization/elevateAccess/action";

    private final GlobalAdministrators administrators;
    private final BootstrapRoles assignments;
    private final AccessService access;

    ElevationService(
            GlobalAdministrators administrators, BootstrapRoles assignments, AccessService access) {
        this.administrators = administrators;
        this.assignments = assignments;
        this.access = access;
    }

    void elevate(Caller caller) {
        if (!administrators.contain(caller.objectId())) {
            throw ArmErrors.authorizationFailed(caller, ACTION, ArmResourceId.ROOT.toString());
        }
        QuarkusTransaction.requiringNew().run(() -> assignments.elevate(caller.objectId()));
        access.refresh();
    }
}
