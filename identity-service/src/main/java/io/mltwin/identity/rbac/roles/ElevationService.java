package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.authorizationFailed;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Elevates a global administrator; doing it again changes nothing. */
@ApplicationScoped
class ElevationService {

    private static final String ACTION = "Microsoft.Authorization/elevateAccess/action";

    private final GlobalAdministrators administrators;
    private final BootstrapRoles assignments;

    ElevationService(GlobalAdministrators administrators, BootstrapRoles assignments) {
        this.administrators = administrators;
        this.assignments = assignments;
    }

    @Transactional
    Outcome elevate(ArmCall call) {
        Caller caller = call.caller();
        if (!administrators.contain(caller.objectId())) {
            throw authorizationFailed(caller, ACTION, ArmResourceId.ROOT.toString());
        }
        assignments.elevate(caller.objectId());
        return Outcome.ok(null);
    }
}
