package io.mltwin.identity.roles;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Microsoft.Authorization/elevateAccess (API version 2016-07-01): makes a global administrator User
 * Access Administrator at the root. Nobody else may, whatever roles they have.
 */
@Singleton
class ElevateAccessProvider implements ArmProvider {

    private final ElevationService service;

    ElevateAccessProvider(ElevationService service) {
        this.service = service;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/elevateAccess");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isPost("elevateAccess") || !call.id().isRoot()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        service.elevate(call.caller());
        return new ArmAnswer(200, null, null, Map.of());
    }
}
