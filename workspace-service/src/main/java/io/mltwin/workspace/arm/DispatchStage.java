package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.activity.Activity;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.operations.OperationPolls;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;

/**
 * Notes what is about to change (index row and begin event, one transaction), then calls the
 * provider.
 */
@Singleton
class DispatchStage implements ArmStage {

    private final ResourceProviders providers;
    private final OperationPolls polls;
    private final ResourceIndex index;
    private final ActivityLog activityLog;

    DispatchStage(
            ResourceProviders providers,
            OperationPolls polls,
            ResourceIndex index,
            ActivityLog activityLog) {
        this.providers = providers;
        this.polls = polls;
        this.index = index;
        this.activityLog = activityLog;
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (OperationPaths.matches(call.target())) {
            exchange.answer = polls.answer(call);
            return;
        }
        providers.serviceOf(call);
        if (exchange.isWrite()) {
            QuarkusTransaction.requiringNew().run(() -> begin(exchange));
        }
        exchange.answer =
                ListVisibility.filter(
                        providers.handle(call, exchange.request().body()), exchange.visible);
    }

    private void begin(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (ResourceIndex.tracks(call.id())) {
            if (call.isPut()) {
                index.expect(call.id());
            } else if (call.isDelete()) {
                index.markDeleting(call.id());
            }
        }
        activityLog.began(Activity.of(exchange.activityId(), call));
        exchange.begun = true;
    }
}
