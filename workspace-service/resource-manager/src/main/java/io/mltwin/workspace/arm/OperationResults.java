package io.mltwin.workspace.arm;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.operations.OperationPolls;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Answers polls of operations. The result of a PUT or PATCH that has succeeded is the resource, as
 * its first answer would have been had the work been done at once ("Track asynchronous Azure
 * operations"): clients of a PATCH take it from {@code Location}.
 */
@Singleton
class OperationResults {

    private static final int NO_CONTENT = 204;
    private static final Set<String> WRITES = Set.of("PUT", "PATCH");

    private final OperationPolls polls;
    private final ResourceProviders providers;
    private final AccessClient access;

    OperationResults(OperationPolls polls, ResourceProviders providers, AccessClient access) {
        this.polls = polls;
        this.providers = providers;
        this.access = access;
    }

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
                ? ArmAnswer.ok(providers.handle(question(poll, operation), null).body())
                : answer;
    }

    /** Who started an operation may poll it, also without the right to read. */
    private boolean mayRead(ArmCall poll, Operation operation) {
        return access.isAllowed(
                poll.caller(),
                new Check(
                        operation.target().type() + "/read", operation.target().toString(), false));
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
