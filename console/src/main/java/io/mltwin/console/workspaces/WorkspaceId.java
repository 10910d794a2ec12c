package io.mltwin.console.workspaces;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;

/** A workspace as the addresses of pages name it: {@code /runs/{subscription}/{group}/{name}}. */
public record WorkspaceId(String subscriptionId, String resourceGroup, String name) {

    private static final String NAMESPACE = "Microsoft.MachineLearningServices";
    private static final String TYPE = NAMESPACE + "/workspaces";

    /**
     * Makes an id.
     *
     * @throws AzureException 404 for a character that no such name has
     */
    public WorkspaceId {
        armId(subscriptionId, resourceGroup, name);
    }

    /**
     * Reads the ARM id of a workspace.
     *
     * @throws AzureException 404 when it is the id of something else
     */
    public static WorkspaceId of(ArmResourceId id) {
        if (!isWorkspace(id)) {
            throw notFound("ResourceNotFound", "The resource '%s' is no workspace.", id);
        }
        return new WorkspaceId(id.subscriptionId(), id.resourceGroup(), id.name());
    }

    public static boolean isWorkspace(ArmResourceId id) {
        return AsciiCase.equal(id.type(), TYPE) && id.resourceGroup() != null;
    }

    public ArmResourceId armId() {
        return armId(subscriptionId, resourceGroup, name);
    }

    /** Returns {@code /{subscription}/{group}/{name}}, encoded. */
    public String path() {
        return "/"
                + UriEncoding.encodePathSegment(subscriptionId)
                + "/"
                + UriEncoding.encodePathSegment(resourceGroup)
                + "/"
                + UriEncoding.encodePathSegment(name);
    }

    /**
     * Returns the address of a page of this workspace.
     *
     * @param page {@code runs}
     */
    public String address(String page) {
        return "/" + page + path();
    }

    @Override
    public String toString() {
        return armId().toString();
    }

    private static ArmResourceId armId(String subscriptionId, String resourceGroup, String name) {
        return ArmResourceId.subscription(subscriptionId)
                .resourceGroup(resourceGroup)
                .provider(NAMESPACE, "workspaces", name);
    }
}
