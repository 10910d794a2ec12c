package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.ResourceIndex;
import jakarta.inject.Singleton;

/** Requires that the group and the parent of a request's resource exist. */
@Singleton
class ScopeExistence {

    private final ResourceGroups groups;
    private final ResourceIndex index;

    ScopeExistence(ResourceGroups groups, ResourceIndex index) {
        this.groups = groups;
        this.index = index;
    }

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
        ArmResourceId group = ArmResourceId.subscription(id.subscriptionId()).resourceGroup(id.resourceGroup());
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
