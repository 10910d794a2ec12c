package io.mltwin.workspace.tags;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tag names and values that are used in a subscription, with how often.
 *
 * <p>Deviation: names and values that nothing uses cannot be predefined: PUT and DELETE of {@code
 * tagNames} answer 501.
 */
@Singleton
class TagNamesProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.Resources/subscriptions/tagNames";

    private final Subscriptions subscriptions;
    private final ResourceGroups groups;
    private final ResourceIndex index;
    private final ObjectMapper json;

    TagNamesProvider(
            Subscriptions subscriptions,
            ResourceGroups groups,
            ResourceIndex index,
            ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.groups = groups;
        this.index = index;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList() || !call.target().type().equalsIgnoreCase(TYPE)) {
            throw AzureFault.notBuilt("Predefined tag names");
        }
        String subscription = call.id().subscriptionId();
        Map<String, Map<String, Integer>> used = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        count(used, subscriptions.tags(subscription));
        groups.ofSubscription(subscription)
                .forEach(group -> count(used, TagRules.read(group.tags())));
        index.ofSubscription(subscription).stream()
                .filter(IndexedResource::isTopLevel)
                .forEach(resource -> count(used, TagRules.read(resource.tags())));
        List<TagsBody.Name> names = new ArrayList<>();
        used.forEach((name, values) -> names.add(name(call, name, values)));
        return ArmAnswer.ok(json.valueToTree(new TagsBody.NamePage(names)));
    }

    private static void count(Map<String, Map<String, Integer>> used, Map<String, String> tags) {
        tags.forEach(
                (name, value) ->
                        used.computeIfAbsent(name, first -> new TreeMap<>())
                                .merge(value, 1, Integer::sum));
    }

    private static TagsBody.Name name(ArmCall call, String name, Map<String, Integer> values) {
        String id = call.id() + "/tagNames/" + name;
        List<TagsBody.Value> shown =
                values.entrySet().stream()
                        .map(
                                value ->
                                        new TagsBody.Value(
                                                id + "/tagValues/" + value.getKey(),
                                                value.getKey(),
                                                total(value.getValue())))
                        .toList();
        int all = values.values().stream().mapToInt(Integer::intValue).sum();
        return new TagsBody.Name(id, name, total(all), shown);
    }

    private static TagsBody.Count total(int number) {
        return new TagsBody.Count("Total", number);
    }
}
