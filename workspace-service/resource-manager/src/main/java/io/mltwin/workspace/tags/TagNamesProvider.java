package io.mltwin.workspace.tags;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.TextCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.tags.Tags.TagsBody;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tag names and values of a subscription, used or predefined, with how often each is used (API
 * 2021-04-01): list, PUT and DELETE of {@code tagNames/{name}} and {@code
 * tagNames/{name}/tagValues/{value}}.
 */
@Singleton
record TagNamesProvider(TagUses uses, PredefinedTags predefined) implements ResourceProvider {
    private static final String TYPE = "Microsoft.Resources/subscriptions/tagNames";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(TYPE)
                        .list(call -> all(call).values())
                        .put(ResourceChange.withoutBody()
                                .validate((call, none) -> validate(call.id().name(), ""))
                                .apply((call, none) -> putName(call)))
                        .delete(call -> Outcome.deleted(predefined.deleteName(
                                call.id().subscriptionId(), call.id().name())))
                        .build(),
                ResourceType.named(TYPE + "/tagValues")
                        .put(ResourceChange.withoutBody()
                                .validate((call, none) -> validate(
                                        call.id().parent().name(), call.id().name()))
                                .apply((call, none) -> putValue(call)))
                        .delete(call -> Outcome.deleted(predefined.deleteValue(
                                call.id().subscriptionId(),
                                call.id().parent().name(),
                                call.id().name())))
                        .build());
    }

    private static void validate(String name, String value) {
        TagValidator.validateTags(Map.of(name, value));
    }

    private Outcome putName(ArmCall call) {
        String name = call.id().name();
        boolean isNew = predefined.putName(call.id().subscriptionId(), name);
        return Outcome.saved(isNew, all(call).get(name));
    }

    private Outcome putValue(ArmCall call) {
        String name = call.id().parent().name();
        String value = call.id().name();
        boolean isNew = predefined.putValue(call.id().subscriptionId(), name, value);
        return Outcome.saved(
                isNew,
                all(call).get(name).values().stream()
                        .filter(one -> one.tagValue().equals(value))
                        .findFirst()
                        .orElseThrow());
    }

    /** In order of name, whose case does not count. */
    private Map<String, TagsBody.Name> all(ArmCall call) {
        String subscription = call.id().subscriptionId();
        Map<String, Map<String, Integer>> used = uses.of(subscription);
        Map<String, TreeSet<String>> offered = predefined.of(subscription);
        TreeSet<String> names = new TreeSet<>(TextCase.ORDER);
        names.addAll(offered.keySet());
        names.addAll(used.keySet());
        Map<String, TagsBody.Name> all = new TreeMap<>(TextCase.ORDER);
        for (String name : names) {
            Map<String, Integer> values = new TreeMap<>(used.getOrDefault(name, Map.of()));
            offered.getOrDefault(name, new TreeSet<>()).forEach(value -> values.putIfAbsent(value, 0));
            all.put(name, name("/subscriptions/" + subscription, name, values));
        }
        return all;
    }

    private static TagsBody.Name name(String subscription, String name, Map<String, Integer> values) {
        String id = subscription + "/tagNames/" + name;
        List<TagsBody.Value> shown = values.entrySet().stream()
                .map(value -> new TagsBody.Value(
                        id + "/tagValues/" + value.getKey(), value.getKey(), total(value.getValue())))
                .toList();
        int all = values.values().stream().mapToInt(Integer::intValue).sum();
        return new TagsBody.Name(id, name, total(all), shown);
    }

    private static TagsBody.Count total(int number) {
        return new TagsBody.Count("Total", number);
    }
}
