package io.mltwin.resourceprovider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.BodyErrors;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The declaration of a tracked type ({@code TrackedResource} of Azure Resource Manager's common types) with rows of its
 * own. GET, list, PUT, PATCH, DELETE, id, location, tags, locks and 404 are the library's; a type says what a valid
 * request is, what it changes in a row, and what a row shows.
 *
 * <ul>
 *   <li>PUT: 201 for a new resource, 200 for one that exists; 409 {@code InvalidResourceLocation} in another region
 *   <li>PATCH: replaces the tags
 *   <li>DELETE: 200 for what existed, 204 for what did not
 * </ul>
 *
 * @param <B> the record of the request's body
 * @param <P> what the preparation hands to the transaction
 */
public final class TrackedType<E extends TrackedRow, B, P> {

    /**
     * Changes a row as a request asks for; it is locked, has location and tags, and is new where it says so. The body of
     * the call is what the resource is to be, after a PATCH too.
     */
    @FunctionalInterface
    public interface Change<E, B, P> {
        void apply(ArmCall call, E row, B body, P prepared);
    }

    /** What the library itself reads of each request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Envelope(String location, Map<String, String> tags) {}

    private final TrackedTypes kit;
    private final String type;
    private final TrackedRows<E> rows;
    private final Supplier<E> maker;
    private final Class<B> body;
    private final String noun;

    private BiConsumer<ArmCall, B> validator = (call, given) -> {};
    private Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, P>> phases =
            validated -> validated.prepare((call, given) -> null);
    private Change<E, B, P> change = (call, row, given, prepared) -> {};
    private Function<E, ?> properties = row -> Map.of();
    private Consumer<JsonNode> patchValidator = given -> {};
    private BiConsumer<ArmCall, E> deletion = (call, row) -> {};
    private Consumer<E> afterDeletion = row -> {};
    private ResourceChange<?, ?> patch;
    private Function<ResourceChange.Validation<Void>, ResourceChange.Application<Void, ?>> deletionPhases =
            none -> none.prepare((call, given) -> null);
    private Function<ArmResourceId, String> operations;
    private Function<String, AzureException> taken;
    private int created = 201;
    private int deleted = 200;

    TrackedType(TrackedTypes kit, String type, TrackedRows<E> rows, Supplier<E> maker, Class<B> body, String noun) {
        this.kit = kit;
        this.type = type;
        this.rows = rows;
        this.maker = maker;
        this.body = body;
        this.noun = noun;
    }

    /** Refuses other names with 400 {@code InvalidResourceName}. */
    public TrackedType<E, B, P> named(NameRule rule) {
        return validate((call, given) -> rule.require(call.id().name()));
    }

    /** Refuses a new resource whose name another one has, wherever it lies. */
    public TrackedType<E, B, P> uniqueName(Function<String, AzureException> refusal) {
        taken = refusal;
        return this;
    }

    /** Refuses what the request alone shows to be wrong, after what was declared before. */
    public TrackedType<E, B, P> validate(BiConsumer<ArmCall, B> next) {
        validator = validator.andThen(next);
        return this;
    }

    /** Calls other services before the transaction of a PUT; declared before {@link #apply}. */
    @SuppressWarnings("unchecked")
    public <Q> TrackedType<E, B, Q> prepare(
            Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, Q>> preparation) {
        TrackedType<E, B, Q> prepared = (TrackedType<E, B, Q>) this;
        prepared.phases = preparation;
        return prepared;
    }

    /** Changes the row, in the transaction of a PUT. */
    public TrackedType<E, B, P> apply(Change<E, B, P> rowChange) {
        change = rowChange;
        return this;
    }

    /** Changes the row by what the body says alone. */
    public TrackedType<E, B, P> apply(BiConsumer<E, B> rowChange) {
        return apply((call, row, given, prepared) -> rowChange.accept(row, given));
    }

    /** What a resource shows beyond id, name, type, location and tags: {@code properties}, {@code sku} and the like. */
    public TrackedType<E, B, P> show(Function<E, ?> members) {
        properties = members;
        return this;
    }

    /** Refuses what a PATCH must not say beyond its tags. */
    public TrackedType<E, B, P> validatePatch(Consumer<JsonNode> rules) {
        patchValidator = rules;
        return this;
    }

    /** Answers PATCH otherwise than by replacing the tags. */
    public TrackedType<E, B, P> patch(ResourceChange<?, ?> own) {
        patch = own;
        return this;
    }

    /**
     * Answers PATCH by JSON Merge Patch (RFC 7396) of what the resource shows, but for the tags, which are replaced;
     * the result is validated and applied like a PUT, without its preparation.
     */
    public TrackedType<E, B, P> mergingPatch() {
        return patch(ResourceChange.readingTree().apply(this::merge));
    }

    /** Refuses to delete a row, or ends what hangs on it, in the transaction of a DELETE. */
    public TrackedType<E, B, P> beforeDelete(BiConsumer<ArmCall, E> work) {
        deletion = work;
        return this;
    }

    /** Deletes what the row refers to, in the transaction of a DELETE. */
    public TrackedType<E, B, P> afterDelete(Consumer<E> work) {
        afterDeletion = work;
        return this;
    }

    /** Calls other services before the transaction of a DELETE. */
    public TrackedType<E, B, P> prepareDelete(
            Function<ResourceChange.Validation<Void>, ResourceChange.Application<Void, ?>> preparation) {
        deletionPhases = preparation;
        return this;
    }

    /** Answers PUT and DELETE with an operation: DELETE is 202. */
    public TrackedType<E, B, P> operations(Function<ArmResourceId, String> noted) {
        operations = noted;
        return this;
    }

    /** Answers with these statuses the PUT of a new resource and the DELETE of one that exists, where Azure does. */
    public TrackedType<E, B, P> answering(int ofPut, int ofDelete) {
        created = ofPut;
        deleted = ofDelete;
        return this;
    }

    /** Reads a row for an action of the type. */
    public <T> Function<ArmCall, T> reading(Function<E, T> reader) {
        return call -> RowTransactions.reading(() -> reader.apply(rows.require(call.id())));
    }

    /** Ends the declaration of a type that is only read. */
    public ResourceType.Builder readOnly() {
        return ResourceType.named(type)
                .get(reading(this::shown))
                .list(call -> RowTransactions.reading(
                        () -> rows.in(call.id(), type).stream().map(this::shown).toList()));
    }

    /** Ends the declaration of what each tracked type answers; actions follow. */
    public ResourceType.Builder type() {
        return readOnly()
                .put(phases.apply(ResourceChange.reading(body, noun).validate(this::validate))
                        .apply(this::put))
                .patch(
                        patch != null
                                ? patch
                                : ResourceChange.reading(Envelope.class, noun)
                                        .validate((call, given) -> patchValidator.accept(call.body()))
                                        .apply((call, given) -> patched(call, given.tags(), row -> {})))
                .delete(deletionPhases.apply(ResourceChange.withoutBody()).apply(this::delete));
    }

    /** Returns a resource as Azure Resource Manager shows it. */
    public ObjectNode shown(E row) {
        ObjectNode shown = kit.json
                .createObjectNode()
                .put("id", row.id)
                .put("name", row.name)
                .put("type", type)
                .put("location", row.location);
        shown.set("tags", kit.json.valueToTree(row.tags));
        shown.setAll((ObjectNode) kit.json.valueToTree(properties.apply(row)));
        return shown;
    }

    private Envelope envelope(ArmCall call) {
        return new BodyForm<>(Envelope.class, noun, true).read(call, kit.json);
    }

    private void validate(ArmCall call, B given) {
        envelope(call);
        TrackedResource.location(call.body());
        validator.accept(call, given);
    }

    private Outcome put(ArmCall call, B given, P prepared) {
        Envelope envelope = envelope(call);
        E row = rows.lockedById(call.id().key());
        boolean isNew = row == null;
        if (isNew) {
            row = maker.get();
            row.create(call.id(), TrackedResource.location(envelope.location()), kit.clock.instant());
            if (taken != null && rows.isTaken(row)) {
                throw taken.apply("The name '" + row.name + "' is taken by another " + noun + ".");
            }
        } else {
            row.requireLocation(envelope.location());
        }
        row.retag(envelope.tags() == null ? Map.of() : envelope.tags());
        change.apply(call, row, given, prepared);
        rows.persist(row);
        String operation = operations == null ? null : operations.apply(call.id());
        return Outcome.accepted(isNew ? created : 200, shown(row), operation);
    }

    /**
     * Changes a resource that exists, in the transaction of a PATCH or of an action.
     *
     * @param tags that replace the earlier ones; null to leave them
     * @return 200 with the resource
     */
    public Outcome patched(ArmCall call, Map<String, String> tags, Consumer<E> rowChange) {
        E row = rows.requireLocked(call.id());
        row.retag(tags);
        rowChange.accept(row);
        return Outcome.ok(shown(row));
    }

    private Outcome merge(ArmCall call, JsonNode given) {
        Envelope envelope = envelope(call);
        return patched(call, envelope.tags(), row -> {
            if (envelope.location() != null) {
                row.requireLocation(envelope.location());
            }
            ObjectNode merged = shown(row);
            TrackedResource.merge(merged, given);
            B whole;
            try {
                whole = kit.json.treeToValue(merged, body);
            } catch (JsonProcessingException e) {
                throw ArmErrors.invalidRequestContent("The " + noun + " cannot be read: " + BodyErrors.reason(e));
            }
            ArmCall changed = call.withBody(merged);
            validator.accept(changed, whole);
            change.apply(changed, row, whole, null);
        });
    }

    private Outcome delete(ArmCall call) {
        E row = rows.lockedById(call.id().key());
        if (row == null) {
            return Outcome.noContent();
        }
        deletion.accept(call, row);
        rows.delete(row);
        rows.flush();
        afterDeletion.accept(row);
        return operations == null
                ? Outcome.accepted(deleted, null, null)
                : Outcome.accepted(202, null, operations.apply(call.id()));
    }
}
