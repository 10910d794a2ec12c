package io.mltwin.workspace.arm;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ListPage;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.activity.ActivityLog.Activity;
import io.mltwin.workspace.activity.RoleAssignmentDetails;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.operations.OperationPolls;
import io.mltwin.workspace.scopes.ScopeChanges;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Notes what is about to change (index row and begin event, one transaction), then calls the
 * provider.
 */
@Singleton
record DispatchStage(
        ResourceProviders providers,
        OperationResults polls,
        ResourceIndex index,
        ActivityLog activityLog,
        ScopeChanges scopes)
        implements ArmStage {
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

    /** Cuts lists of groups and resources into pages of at most a thousand items. */
    static final class ListPages {

        private static final Set<String> PAGED = Set.of(
                "microsoft.resources/subscriptions/resourcegroups",
                "microsoft.resources/subscriptions/resources",
                "microsoft.resources/subscriptions/resourcegroups/resources");

        private ListPages() {}

        private static boolean isPaged(ArmCall call) {
            return call.isList() && PAGED.contains(AsciiCase.lower(call.target().type()));
        }

        /**
         * Refuses what is no page of such a list.
         *
         * @throws AzureException 400
         */
        static void check(ArmCall call) {
            if (isPaged(call)) {
                ListPage.read(call, ListPage.LARGEST);
            }
        }

        /** Returns the page that the call asks for, of all the items that its caller may see. */
        static ArmAnswer cut(ArmCall call, String rawPath, ArmAnswer answer) {
            if (!isPaged(call) || !answer.body().path("value").isArray()) {
                return answer;
            }
            return new ArmAnswer(
                    answer.status(),
                    ListPage.read(call, ListPage.LARGEST).cut(answer.body(), rawPath),
                    answer.operationId(),
                    answer.headers());
        }
    }

    /**
     * Answers polls of operations. The result of a PUT or PATCH that has succeeded is the resource, as
     * its first answer would have been had the work been done at once ("Track asynchronous Azure
     * operations"): clients of a PATCH take it from {@code Location}.
     */
    @Singleton
    record OperationResults(OperationPolls polls, ResourceProviders providers, AccessClient access) {
        private static final int NO_CONTENT = 204;
        private static final Set<String> WRITES = Set.of("PUT", "PATCH");

        /**
         * Answers a poll that the exchange's caller may make.
         *
         * @throws io.mltwin.armweb.AzureException the operation's fault, 404 for no operation
         */
        ArmAnswer answer(ArmExchange exchange) {
            ArmCall poll = exchange.call;
            ArmAnswer answer = polls.answer(poll);
            Operation operation = exchange.polled;
            boolean isResource = answer.status() == NO_CONTENT
                    && OperationPaths.isResult(poll.target())
                    && WRITES.contains(operation.method())
                    && mayRead(poll, operation);
            return isResource
                    ? ArmAnswer.ok(
                            providers.handle(question(poll, operation), null).body())
                    : answer;
        }

        /** Who started an operation may poll it, also without the right to read. */
        private boolean mayRead(ArmCall poll, Operation operation) {
            return access.isAllowed(
                    poll.caller(),
                    new Check(
                            operation.target().type() + "/read",
                            operation.target().toString(),
                            false));
        }

        private static ArmCall question(ArmCall poll, Operation operation) {
            return new ArmCall(
                    "GET",
                    ArmTarget.parse(operation.target().toString()),
                    poll.apiVersion(),
                    poll.query(),
                    null,
                    poll.caller(),
                    poll.correlationId(),
                    poll.baseUrl());
        }
    }
}
