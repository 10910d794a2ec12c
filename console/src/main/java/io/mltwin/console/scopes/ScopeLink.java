package io.mltwin.console.scopes;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ScopeAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A scope to choose.
 *
 * @param name what a person calls it
 * @param type {@code Microsoft.Resources/subscriptions}
 * @param path the scope in a link
 */
public record ScopeLink(String name, String type, String id, String path) {

    public static ScopeLink of(ArmResourceId id) {
        return named(id.name(), id);
    }

    static ScopeLink named(String name, ArmResourceId id) {
        return new ScopeLink(name, id.type(), id.toString(), ScopeAddress.path(id));
    }

    /** Returns a scope with those above it, the subscription first. */
    public static List<ScopeLink> trail(ArmResourceId scope) {
        List<ScopeLink> trail = new ArrayList<>();
        for (ArmResourceId id : scope.withAncestors()) {
            if (!id.isRoot()) {
                trail.add(of(id));
            }
        }
        Collections.reverse(trail);
        return trail;
    }
}
