package io.mltwin.compute.storedresources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.storedresources.StoredResourceEntity.StoredResourceRepository;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Keeps resources of which nothing but the request's properties is to be remembered, in the table {@code
 * stored_resource}: a type that uses it needs no table of its own.
 */
@Singleton
public record StoredResources(TrackedTypes kit, StoredResourceRepository rows) {

    private static final List<String> KEPT = List.of("properties");

    /**
     * Starts the declaration of a type whose resources are kept here. A PATCH merges the properties.
     *
     * @param noun what a body describes, in the refusal of one that cannot be read
     * @param validator refuses what a resource of this type must not say
     */
    public <B> ResourceType.Builder type(String type, Class<B> body, String noun, Consumer<B> validator) {
        return kit.of(type, rows, StoredResourceEntity::new, body, noun)
                .validate((call, given) -> validator.accept(given))
                .apply((call, row, given, none) -> {
                    row.resourceType = AsciiCase.lower(type);
                    row.content = TrackedResource.kept(call.body(), KEPT).toString();
                })
                .show(row -> TrackedResource.read(row.content))
                .mergingPatch()
                .type();
    }

    /**
     * An action without a body that changes the content of a resource that is kept here.
     *
     * @param change changes the content; returns the body of the answer
     */
    public ResourceChange<Void, Void> change(BiFunction<ArmResourceId, ObjectNode, ?> change) {
        return ResourceChange.withoutBody().apply(call -> {
            StoredResourceEntity row = rows.requireLocked(call.id());
            ObjectNode content = TrackedResource.read(row.content);
            Object answer = change.apply(row.armId(), content);
            row.content = content.toString();
            return Outcome.ok(answer);
        });
    }
}
