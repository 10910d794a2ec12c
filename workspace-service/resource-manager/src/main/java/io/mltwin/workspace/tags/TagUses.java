package io.mltwin.workspace.tags;

import io.mltwin.armweb.TextCase;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often each tag is used in a subscription. */
@Singleton
record TagUses(Subscriptions subscriptions, ResourceGroups groups, ResourceIndex index) {
    /** By name, whose case does not count, and value. */
    Map<String, Map<String, Integer>> of(String subscription) {
        Map<String, Map<String, Integer>> used = new TreeMap<>(TextCase.ORDER);
        count(used, subscriptions.tags(subscription));
        groups.ofSubscription(subscription).forEach(group -> count(used, TagValidator.readTags(group.tags())));
        index.ofSubscription(subscription).stream()
                .filter(IndexedResource::isTopLevel)
                .forEach(resource -> count(used, TagValidator.readTags(resource.tags())));
        return used;
    }

    private static void count(Map<String, Map<String, Integer>> used, Map<String, String> tags) {
        tags.forEach((name, value) ->
                used.computeIfAbsent(name, first -> new TreeMap<>()).merge(value, 1, Integer::sum));
    }
}
