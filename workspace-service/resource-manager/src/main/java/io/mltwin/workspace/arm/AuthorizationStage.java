package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;
import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.ResourceIndex;
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
record AuthorizationStage(AccessClient access, ListVisibility lists, ScopeExistence existence, OperationPolls polls)
        implements ArmStage {
    /**
     * Types whose provider authorizes lists itself, item by item, and refuses a caller who may read
     * no item: Azure Resource Manager has no index of these items.
     */
    private static final Set<String> AUTHORIZED_BY_PROVIDER = Set.of("microsoft.insights/eventtypes/values");

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

    /**
     * Operations that need no permission, only a valid token, as in Azure: catalogues that hold nothing
     * about resources.
     */
    static final class UnrestrictedOperations {

        private static final Set<String> TYPES = Set.of(
                "microsoft.resources/tenants",
                "microsoft.resources/tenants/providers",
                "microsoft.authorization/provideroperations",
                // at no subscription these are the built-in ones
                "microsoft.authorization/roledefinitions",
                "microsoft.authorization/policydefinitions",
                "microsoft.authorization/policysetdefinitions",
                "microsoft.policyinsights/policymetadata",
                "microsoft.insights/eventcategories",
                "microsoft.authorization/operations");

        /** Says something of the request alone. */
        private static final String TEMPLATE_HASH = "Microsoft.Resources/calculateTemplateHash";

        private UnrestrictedOperations() {}

        static boolean contains(ArmCall call) {
            if (call.id().subscriptionId() == null
                    && ResourceProviders.isAbsent(call.target().namespace())) {
                // nobody's right: that it is not built is told to everybody
                return true;
            }
            if (call.id().isRoot()
                    && AsciiCase.equal(call.target().type(), TEMPLATE_HASH)
                    && call.method().equals("POST")) {
                return true;
            }
            if (!call.method().equals("GET") || call.id().subscriptionId() != null) {
                return false;
            }
            String type = AsciiCase.lower(call.target().type());
            return call.target().isProviderOnly()
                    || TYPES.contains(type)
                    || type.endsWith("/operations") && call.id().isRoot();
        }
    }

    /** Requires that the group and the parent of a request's resource exist. */
    @Singleton
    record ScopeExistence(ResourceGroups groups, ResourceIndex index) {
        /**
         * Lets pass what can exist.
         *
         * @throws io.mltwin.armweb.AzureException 404 {@code ResourceGroupNotFound} or {@code
         *     ParentResourceNotFound}
         */
        void require(ArmCall call) {
            ArmResourceId id = call.id();
            boolean isGroupItself = id.isResourceGroup() && call.target().collection() == null;
            if (id.resourceGroup() == null || isGroupItself) {
                return;
            }
            ArmResourceId group =
                    ArmResourceId.subscription(id.subscriptionId()).resourceGroup(id.resourceGroup());
            if (!groups.exists(group)) {
                throw resourceGroupNotFound(id.resourceGroup());
            }
            ArmResourceId parent = topLevelAbove(call);
            if (parent != null && !index.contains(parent)) {
                throw parentResourceNotFound(parent);
            }
        }

        /**
         * Returns the resource of the group that everything below hangs on; null when the request is
         * about it itself.
         */
        private static ArmResourceId topLevelAbove(ArmCall call) {
            ArmResourceId id = call.id();
            ArmResourceId top = null;
            for (ArmResourceId scope : id.withAncestors()) {
                if (ResourceIndex.tracks(scope) && scope.types().size() == 1) {
                    top = scope;
                }
            }
            boolean itself = top == null || top.equals(id) && call.target().collection() == null;
            return itself ? null : top;
        }
    }
}
