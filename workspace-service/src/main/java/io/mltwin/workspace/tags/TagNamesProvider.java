package io.mltwin.workspace.tags;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.TextCase;
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
class TagNamesProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.Resources/subscriptions/tagNames";
    private static final String VALUES = TYPE + "/tagValues";

    private final TagUses uses;
    private final PredefinedTags predefined;
    private final ObjectMapper json;

    TagNamesProvider(TagUses uses, PredefinedTags predefined, ObjectMapper json) {
        this.uses = uses;
        this.predefined = predefined;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean ofValue = AsciiCase.equal(call.target().type(), VALUES);
        if (call.isList() && !ofValue) {
            return ArmAnswer.ok(
                    json.valueToTree(new TagsBody.NamePage(all(call).values().stream().toList())));
        }
        if (call.isPut()) {
            return ofValue ? putValue(call) : putName(call);
        }
        if (call.isDelete()) {
            return delete(call, ofValue) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer putName(ArmCall call) {
        String name = call.id().name();
        boolean isNew = predefined.putName(call.id().subscriptionId(), name);
        return written(isNew, all(call).get(name));
    }

    private ArmAnswer putValue(ArmCall call) {
        String name = call.id().parent().name();
        String value = call.id().name();
        boolean isNew = predefined.putValue(call.id().subscriptionId(), name, value);
        return written(
                isNew,
                all(call).get(name).values().stream()
                        .filter(one -> one.tagValue().equals(value))
                        .findFirst()
                        .orElseThrow());
    }

    private ArmAnswer written(boolean isNew, Object body) {
        return isNew
                ? ArmAnswer.created(json.valueToTree(body))
                : ArmAnswer.ok(json.valueToTree(body));
    }

    private boolean delete(ArmCall call, boolean ofValue) {
        String subscription = call.id().subscriptionId();
        return ofValue
                ? predefined.deleteValue(subscription, call.id().parent().name(), call.id().name())
                : predefined.deleteName(subscription, call.id().name());
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
            offered.getOrDefault(name, new TreeSet<>())
                    .forEach(value -> values.putIfAbsent(value, 0));
            all.put(name, name("/subscriptions/" + subscription, name, values));
        }
        return all;
    }

    private static TagsBody.Name name(
            String subscription, String name, Map<String, Integer> values) {
        String id = subscription + "/tagNames/" + name;
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
