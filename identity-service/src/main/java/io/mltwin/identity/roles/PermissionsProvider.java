package io.mltwin.identity.roles;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.Caller;
import io.mltwin.identity.access.AccessService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** Microsoft.Authorization/permissions: the caller's own permissions at a scope, role by role. */
@Singleton
class PermissionsProvider implements ArmProvider {

    private final AccessService access;
    private final ObjectMapper json;

    PermissionsProvider(AccessService access, ObjectMapper json) {
        this.access = access;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/permissions");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        Caller caller = call.caller();
        return ArmAnswer.ok(
                ListBody.of(
                        json,
                        access.snapshot()
                                .of(caller.objectId(), caller.groups())
                                .permissionsAt(call.id().key()),
                        Function.identity()));
    }
}
