package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.operations.OperationPolls;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Asks identity whether the caller may do the action at the scope: 403 {@code AuthorizationFailed}
 * names both. What does not exist is told (404) only to a caller who would not get that 403.
 */
@Singleton
class AuthorizationStage implements ArmStage {

    /**
     * Types whose provider authorizes lists itself, item by item, and refuses a caller who may read
     * no item: Azure Resource Manager has no index of these items.
     */
    private static final Set<String> AUTHORIZED_BY_PROVIDER = Set.of("microsoft.insights/eventtypes/values");

    private final AccessClient access;
    private final ListVisibility lists;
    private final ScopeExistence existence;
    private final OperationPolls polls;

    AuthorizationStage(AccessClient access, ListVisibility lists, ScopeExistence existence, OperationPolls polls) {
        this.access = access;
        this.lists = lists;
        this.existence = existence;
        this.polls = polls;
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (OperationPaths.matches(call.target())) {
            authorizePoll(exchange);
        } else if (lists.isFiltered(call)) {
            lists.authorize(exchange);
        } else if (!UnrestrictedOperations.contains(call) && !providerDecides(exchange)) {
            access.require(call.caller(), call.action(), call.id().toString());
        }
        if (call.id().subscriptionId() != null && exchange.subscription == null) {
            throw subscriptionNotFound(call.id().subscriptionId());
        }
        existence.require(call);
    }

    /** Of a subscription that does not exist nobody is told so without the permission. */
    private static boolean providerDecides(ArmExchange exchange) {
        return exchange.subscription != null
                && exchange.call.isList()
                && AUTHORIZED_BY_PROVIDER.contains(
                        AsciiCase.lower(exchange.call.target().type()));
    }

    /**
     * Permits polls by the one who started the operation and by those who may read its resource.
     */
    private void authorizePoll(ArmExchange exchange) {
        ArmCall call = exchange.call;
        Operation operation = polls.find(call).orElse(null);
        if (operation == null) {
            access.require(call.caller(), call.action(), call.id().toString());
        } else if (!call.caller().objectId().equals(operation.caller().objectId())) {
            ArmResourceId target = operation.target();
            access.require(call.caller(), target.type() + "/read", target.toString());
        }
        exchange.polled = operation;
    }
}
