package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.missingSubscription;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/locks, of a subscription or what lies in one. */
@Singleton
class LockProvider implements ResourceProvider {

    private final LockService service;

    LockProvider(LockService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(LockBody.TYPE)
                .require(LockProvider::requireSubscription)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id(), call.caller().tenantId()))
                .put(ResourceChange.reading(LockBody.class, "lock")
                        .validate((call, body) -> LockValidator.validate(body))
                        .apply((call, body) -> service.put(call.id(), body)))
                .delete(call -> Outcome.deleted(service.delete(call.id())))
                .build());
    }

    private static void requireSubscription(ArmCall call) {
        boolean listOfRoot = call.isList() && call.id().isRoot();
        if (call.id().subscriptionId() == null && !listOfRoot) {
            throw missingSubscription();
        }
    }
}
