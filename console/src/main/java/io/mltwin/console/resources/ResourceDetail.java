package io.mltwin.console.resources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.accesskeys.AccessKeysResource;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.workspaces.WorkspaceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A subscription, group or resource.
 *
 * @param json as Azure Resource Manager answers it, in lines
 * @param locks those at it, above it and below it
 * @param locksProblem why the locks cannot be read; null when they could
 * @param content what a group or subscription holds; null for a resource
 */
public record ResourceDetail(
        ArmResourceId id,
        List<PropertyRow> properties,
        String json,
        Map<String, String> tags,
        List<ListedLock> locks,
        ShownError locksProblem,
        ListedScope content) {

    public boolean isSubscription() {
        return id.isSubscription();
    }

    /** Returns whether Azure Resource Manager keeps tags of it: not of what lies in a resource. */
    public boolean isTaggable() {
        return id.isSubscription()
                || id.isResourceGroup()
                || id.types().size() == 1 && id.providerScope().isResourceGroup();
    }

    /** Returns the tags to show: what was typed when it was refused, else what stands. */
    public Map<String, String> shownTags(TypedForm typed) {
        return typed.isOf("tags") ? typed.tags() : tags;
    }

    /** Returns the numbers of the rows for further tags. */
    public List<Integer> emptyTags(TypedForm typed) {
        int count = shownTags(typed).size();
        return List.of(count + 1, count + 2);
    }

    /** Returns whether it has access keys, which another page lists. */
    public boolean hasAccessKeys() {
        return AccessKeysResource.hasKeys(id);
    }

    /** Returns the workspace that it is; null for anything else. */
    public WorkspaceId workspace() {
        return WorkspaceId.isWorkspace(id) ? WorkspaceId.of(id) : null;
    }

    /** Returns the scopes above it, the widest first. */
    public List<ArmResourceId> above() {
        List<ArmResourceId> above = new ArrayList<>(id.withAncestors());
        above.remove(0);
        above.removeIf(ArmResourceId::isRoot);
        Collections.reverse(above);
        return above;
    }
}
