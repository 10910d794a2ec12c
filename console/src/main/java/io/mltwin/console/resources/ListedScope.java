package io.mltwin.console.resources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.resources.Resources.ListedResource;
import java.util.List;

/**
 * A subscription or group and what the user may read in it.
 *
 * @param groups empty for a group, and on further pages
 * @param next address of the next page; null for the last one
 * @param problem why it cannot be listed; null when it could
 */
public record ListedScope(
        ArmResourceId id,
        String name,
        List<ListedResource> groups,
        List<ListedResource> resources,
        String next,
        ShownError problem) {

    public boolean isEmpty() {
        return problem == null && groups.isEmpty() && resources.isEmpty();
    }
}
