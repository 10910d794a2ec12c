package io.mltwin.console.workspaces;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The subscriptions and workspaces that the signed-in user may read. */
@Singleton
public record Workspaces(ResourceManager arm) {

    private static final String TYPE = "/providers/Microsoft.MachineLearningServices/workspaces";
    private static final int FORBIDDEN = 403;

    /** Returns the subscriptions in which the user may read anything. */
    public List<Subscription> subscriptions() {
        return arm.list("/subscriptions?api-version=" + ResourceManager.VERSION, Subscription.class);
    }

    /** Returns the workspaces of all subscriptions, empty when the user may read none. */
    public List<Workspace> list() {
        List<Workspace> all = new ArrayList<>();
        for (Subscription subscription : subscriptions()) {
            all.addAll(list(ArmResourceId.subscription(subscription.subscriptionId())));
        }
        return all;
    }

    /**
     * Reads a workspace.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public Workspace get(WorkspaceId id) {
        return Workspace.of(arm.get(ResourceManager.path(id.armId())).as(WorkspaceBody.class));
    }

    private List<Workspace> list(ArmResourceId subscription) {
        try {
            return arm.list(ResourceManager.path(subscription, TYPE), WorkspaceBody.class).stream()
                    .map(Workspace::of)
                    .toList();
        } catch (AzureException refused) {
            if (refused.status() == FORBIDDEN) {
                return List.of();
            }
            throw refused;
        }
    }

    /** A subscription in which the signed-in user may read something. */
    public record Subscription(String subscriptionId, String displayName, String state) {}
}
