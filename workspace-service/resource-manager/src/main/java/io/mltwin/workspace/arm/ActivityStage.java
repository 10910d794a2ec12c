package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.activity.ActivityLog.Activity;
import io.mltwin.workspace.activity.RoleAssignmentDetails;
import io.mltwin.workspace.index.ResourceIndex;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Ends what was begun: the index learns what the provider did, and the activity log how it ended,
 * in one transaction. A change that was refused before the provider was asked is logged too, so
 * that the log shows who tried.
 */
@Singleton
record ActivityStage(ResourceIndex index, ActivityLog activityLog) implements ArmStage {
    private static final Set<Integer> LOGGED_REFUSALS = Set.of(403, 409);

    @Override
    public boolean runsAfterFailure() {
        return true;
    }

    @Override
    public void apply(ArmExchange exchange) {
        if (exchange.call == null || !exchange.isWrite()) {
            return;
        }
        if (exchange.failure == null) {
            QuarkusTransaction.requiringNew().run(() -> succeeded(exchange));
        } else if (exchange.begun || isLoggedRefusal(exchange)) {
            QuarkusTransaction.requiringNew().run(() -> failed(exchange));
        }
    }

    private static boolean isLoggedRefusal(ArmExchange exchange) {
        return exchange.subscription != null
                && exchange.failure instanceof AzureException fault
                && LOGGED_REFUSALS.contains(fault.status());
    }

    private void succeeded(ArmExchange exchange) {
        ArmCall call = exchange.call;
        boolean goesOn = exchange.operation != null;
        if (ResourceIndex.tracks(call.id()) && call.target().collection() == null) {
            if (call.isPut() || call.isPatch()) {
                index.confirm(call.id(), exchange.answer.body(), isRecovery(exchange));
            } else if (call.isDelete() && !goesOn) {
                index.remove(call.id());
            }
        }
        Activity activity = Activity.of(exchange.activityId(), call);
        if (goesOn) {
            activityLog.accepted(activity, exchange.answer.status());
        } else {
            activityLog.succeeded(
                    activity, exchange.answer.status(), RoleAssignmentDetails.ofAnswer(call, exchange.answer.body()));
        }
    }

    private static boolean isRecovery(ArmExchange exchange) {
        return exchange.body() != null
                && AsciiCase.equal(
                        exchange.body().path("properties").path("createMode").asText(), "recover");
    }

    private void failed(ArmExchange exchange) {
        ArmCall call = exchange.call;
        AzureException fault = exchange.failure instanceof AzureException known
                ? known
                : new AzureException(500, "InternalServerError", "The request failed inside the service.");
        if (exchange.begun && ResourceIndex.tracks(call.id())) {
            // after another 5xx nobody knows what the provider did
            boolean refused = fault.status() < 500 || fault.status() == 501;
            settle(call, refused);
        }
        activityLog.failed(Activity.of(exchange.activityId(), call), fault);
    }

    private void settle(ArmCall call, boolean refused) {
        if (call.isPut() && refused) {
            index.withdraw(call.id());
        } else if (call.isPut()) {
            index.abandon(call.id());
        } else if (call.isDelete() && refused) {
            index.keep(call.id());
        }
    }
}
