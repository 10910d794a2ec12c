package io.mltwin.workspace.tags;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.groups.ResourceGroups.ResourceGroup;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of subscriptions, groups and resources, and what a change would make of them. */
@ApplicationScoped
public class Tags {

    /** Microsoft.Resources/tags on the wire. */
    record TagsBody(String id, String name, String type, Properties properties) {

        static final String TYPE = "Microsoft.Resources/tags";

        record Properties(Map<String, String> tags) {}

        static TagsBody of(ArmResourceId id, Map<String, String> tags) {
            return new TagsBody(id.toString(), id.name(), TYPE, new Properties(tags));
        }

        /** A tag's name, how often it is used, and with which values. */
        record Name(String id, String tagName, Count count, List<Value> values) {}

        record Value(String id, String tagValue, Count count) {}

        record Count(String type, int value) {}
    }

    /** Changes the tags of resources that keep them themselves, each at its provider. */
    public interface TaggedResources {

        /**
         * Gives a resource these tags and no others, for the caller of a call.
         *
         * @throws io.mltwin.armweb.AzureException when its provider refuses
         */
        void retag(ArmResourceId resource, Map<String, String> tags, ArmCall call);
    }

    private final Subscriptions subscriptions;
    private final ResourceGroups groups;
    private final ResourceIndex index;

    public Tags(Subscriptions subscriptions, ResourceGroups groups, ResourceIndex index) {
        this.subscriptions = subscriptions;
        this.groups = groups;
        this.index = index;
    }

    /** True for groups, and for resources of groups and their children. */
    public static boolean canLieOn(ArmResourceId id) {
        return id.isResourceGroup() || ResourceIndex.tracks(id);
    }

    /** True for a call to the tags of a scope. */
    public static boolean isAbout(ArmCall call) {
        return AsciiCase.equal(call.target().type(), TagsBody.TYPE)
                && call.target().collection() == null;
    }

    /**
     * Returns the tags that a scope has.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    @Transactional
    public Map<String, String> of(ArmResourceId scope) {
        if (scope.isSubscription()) {
            return subscriptions.tags(scope.subscriptionId());
        }
        if (scope.isResourceGroup()) {
            return groups.find(scope)
                    .map(ResourceGroup::tags)
                    .map(TagValidator::readTags)
                    .orElseThrow(() -> resourceGroupNotFound(scope.name()));
        }
        return index.find(scope)
                .map(IndexedResource::tags)
                .map(TagValidator::readTags)
                .orElseThrow(() -> resourceNotFound(scope));
    }

    /**
     * Returns the tags that a write would leave.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it cannot be read or they cannot be tags
     */
    public Map<String, String> after(ArmCall call) {
        if (call.method().equals("DELETE")) {
            return Map.of();
        }
        JsonNode given = call.requiredBody().path("properties").path("tags");
        invalidRequestContentIf(!given.isObject(), "The tags need properties.tags, an object.");
        Map<String, String> tags = TagValidator.readTags(given);
        if (call.method().equals("PUT")) {
            return tags;
        }
        String operation = call.body().path("operation").asText("");
        return switch (AsciiCase.lower(operation)) {
            case "replace" -> tags;
            case "merge" -> merged(of(call.id().providerScope()), tags);
            case "delete" -> without(of(call.id().providerScope()), tags);
            default ->
                throw invalidRequestContent(
                        "The operation '%s' on tags is none of Replace, Merge and Delete.", operation);
        };
    }

    private static Map<String, String> merged(Map<String, String> standing, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(standing);
        given.forEach((name, value) -> {
            all.keySet().removeIf(tag -> TextCase.equal(tag, name));
            all.put(name, value);
        });
        TagValidator.validateTags(all);
        return all;
    }

    /** Without those that are named with the value that they have. */
    private static Map<String, String> without(Map<String, String> standing, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(standing);
        given.forEach((name, value) -> all.entrySet()
                .removeIf(tag ->
                        TextCase.equal(tag.getKey(), name) && tag.getValue().equals(value)));
        return all;
    }
}
