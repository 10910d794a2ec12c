package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.activity.Activity;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.activity.RoleAssignmentDetails;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.scopes.ScopeChanges;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;

/**
 * Notes what is about to change (index row and begin event, one transaction), then calls the
 * provider.
 */
@Singleton
class DispatchStage implements ArmStage {

    private final ResourceProviders providers;
    private final OperationResults polls;
    private final ResourceIndex index;
    private final ActivityLog activityLog;
    private final ScopeChanges scopes;

    DispatchStage(
            ResourceProviders providers,
            OperationResults polls,
            ResourceIndex index,
            ActivityLog activityLog,
            ScopeChanges scopes) {
        this.providers = providers;
        this.polls = polls;
        this.index = index;
        this.activityLog = activityLog;
        this.scopes = scopes;
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (OperationPaths.matches(call.target())) {
            exchange.answer = polls.answer(exchange);
            return;
        }
        providers.serviceOf(call);
        ListPages.check(call);
        if (exchange.isWrite()) {
            if (call.isPut() && isScope(call)) {
                scopes.requireTold(call.id());
            }
            QuarkusTransaction.requiringNew().run(() -> begin(exchange));
        }
        ArmAnswer answer = isExistenceCheck(call) ? existence(call) : dispatch(exchange);
        exchange.answer =
                ListPages.cut(call, exchange.request().path(), ListVisibility.filter(answer, exchange.visible));
    }

    private static boolean isScope(ArmCall call) {
        return ResourceIndex.tracks(call.id()) || call.id().isResourceGroup();
    }

    private ArmAnswer dispatch(ArmExchange exchange) {
        return providers.handle(exchange.call, exchange.request().body());
    }

    private static boolean isExistenceCheck(ArmCall call) {
        return call.method().equals("HEAD") && ResourceIndex.tracks(call.id());
    }

    /** HEAD of a resource: 204 when its provider shows it, else that provider's 404. */
    private ArmAnswer existence(ArmCall call) {
        ArmCall question = new ArmCall(
                "GET",
                call.target(),
                call.apiVersion(),
                call.query(),
                null,
                call.caller(),
                call.correlationId(),
                call.baseUrl());
        providers.handle(question, null);
        return ArmAnswer.noContent();
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
        activityLog.began(Activity.of(exchange.activityId(), call), RoleAssignmentDetails.ofRequest(call));
        exchange.begun = true;
    }
}
