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
import io.mltwin.encoding.AsciiCase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The declaration of a tracked type ({@code TrackedResource} of Azure Resource Manager's common types) with rows of its
 * own. GET, list, PUT, PATCH, DELETE, id, location, tags, locks and 404 are the library's; a type says what a valid
 * request is, what it changes in a row, and what a row shows.
 *
 * <p>A type {@linkplain #below below} another one is declared so too: its rows are {@link ChildRow}s, or {@link
 * TrackedChildRow}s where it has a location, tags and {@code systemData}.
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
public final class TrackedType<E extends ResourceRow, B, P> {

    /**
     * Changes a row as a request asks for; it is locked, has location and tags, and is new where it says so. The body of
     * the call is what the resource is to be, after a PATCH too.
     */
    @FunctionalInterface
    public interface Change<E, B, P> {
        void apply(ArmCall call, E row, B body, P prepared);
    }

    /** Prepares a row outside of any transaction: a copy of the one that there is, or a new one. */
    @FunctionalInterface
    public interface Draft<E, B, P> {
        P prepare(ArmCall call, B body, E row, ResourceClaim claim);
    }

    /** What was prepared; the row is null where a type prepares none. */
    private record Prepared<E, P>(E row, P own) {}

    /** What the library itself reads of each request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Envelope(String location, Map<String, String> tags, ObjectNode properties) {}

    private final TrackedTypes kit;
    private final String type;
    private final ResourceRows<E> rows;
    private final Supplier<E> maker;
    private final Class<B> body;
    private final String noun;
    private final boolean isTracked;

    private BiConsumer<ArmCall, B> validator = (call, given) -> {};
    private Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, Prepared<E, P>>> phases =
            validated -> validated.prepare((call, given) -> new Prepared<>(null, null));
    private Change<E, B, P> change = (call, row, given, prepared) -> {};
    private Function<E, ?> properties = row -> Map.of();
    private final Map<String, Function<ArmCall, ?>> actions = new HashMap<>();
    private BiPredicate<ArmCall, E> filter = (call, row) -> true;
    private Consumer<E> listed = row -> {};
    private Consumer<JsonNode> patchValidator = given -> {};
    private BiConsumer<ArmCall, E> deletion = (call, row) -> {};
    private Consumer<E> remover;
    private Consumer<E> afterDeletion = row -> {};
    private Predicate<B> recovers = given -> false;
    private Function<ArmCall, E> recovery;
    private Supplier<ResourceChange<?, ?>> patch;
    private BiConsumer<ArmCall, E> deletionPreparation;
    private Function<ArmResourceId, String> operations;
    private BiConsumer<ArmCall, ArmResourceId> parents;
    private BiFunction<E, E, AzureException> taken;
    private Consumer<ArmCall> afterCommit = call -> {};
    private int created = 201;
    private int deleted = 200;

    TrackedType(TrackedTypes kit, String type, ResourceRows<E> rows, Supplier<E> maker, Class<B> body, String noun) {
        this.kit = kit;
        this.type = type;
        this.rows = rows;
        this.maker = maker;
        this.body = body;
        this.noun = noun;
        this.isTracked = maker.get().isTracked();
        this.remover = rows::delete;
        this.patch = this::tagging;
    }

    /** Refuses other names with 400 {@code InvalidResourceName}. */
    public TrackedType<E, B, P> named(NameRule rule) {
        return validate((call, given) -> rule.require(call.id().name()));
    }

    /**
     * Makes the type one of children. Those that are no {@link TrackedChildRow} have neither location nor tags, and no
     * PATCH unless one is declared.
     *
     * @param requirement throws where there is no such parent, for any call
     */
    public TrackedType<E, B, P> below(BiConsumer<ArmCall, ArmResourceId> requirement) {
        parents = requirement;
        patch = isTracked ? patch : null;
        return this;
    }

    /** Refuses a new resource whose name another one has, wherever it lies. */
    public TrackedType<E, B, P> uniqueName(Function<String, AzureException> refusal) {
        return unique((row, other) -> refusal.apply("The name '" + row.name + "' is taken by another " + noun + "."));
    }

    /** Does the same, with the new row and the one that has its name. */
    public TrackedType<E, B, P> unique(BiFunction<E, E, AzureException> refusal) {
        taken = refusal;
        return this;
    }

    /** Refuses what the request alone shows to be wrong, after what was declared before. */
    public TrackedType<E, B, P> validate(BiConsumer<ArmCall, B> next) {
        validator = validator.andThen(next);
        return this;
    }

    /** Calls other services before the transaction of a PUT; declared before {@link #apply}. */
    public <Q> TrackedType<E, B, Q> prepare(BiFunction<ArmCall, B, Q> preparation) {
        return phases(
                validated -> validated.prepare((call, given) -> new Prepared<>(null, preparation.apply(call, given))));
    }

    /**
     * Does so for one request at a time, with a copy of the row or with a new one, which is stored as it was prepared.
     */
    public <Q> TrackedType<E, B, Q> draft(Draft<E, B, Q> preparation) {
        return phases(validated -> (taken == null ? validated.exclusively() : validated.exclusivelyByName())
                .prepare((call, given, claim) -> {
                    E row = copy(call);
                    return new Prepared<>(row, preparation.prepare(call, given, row, claim));
                }));
    }

    @SuppressWarnings("unchecked")
    private <Q> TrackedType<E, B, Q> phases(
            Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, Prepared<E, Q>>> declared) {
        TrackedType<E, B, Q> prepared = (TrackedType<E, B, Q>) this;
        prepared.phases = declared;
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

    /** Shows in a list only what its query asks for. */
    public TrackedType<E, B, P> filter(BiPredicate<ArmCall, E> asked) {
        filter = asked;
        return this;
    }

    /** Tells of each row that a list shows. */
    public TrackedType<E, B, P> onList(Consumer<E> work) {
        listed = work;
        return this;
    }

    /** Refuses what a PATCH must not say beyond its tags. */
    public TrackedType<E, B, P> validatePatch(Consumer<JsonNode> rules) {
        patchValidator = rules;
        return this;
    }

    /** Answers PATCH otherwise than by replacing the tags. */
    public TrackedType<E, B, P> patch(ResourceChange<?, ?> own) {
        patch = () -> own;
        return this;
    }

    /** Answers PATCH by the members that it names: prepared and applied like a PUT, after a validation of its own. */
    public TrackedType<E, B, P> partialPatch(BiConsumer<ArmCall, B> rules) {
        patch = () -> phases.apply(ResourceChange.reading(body, noun).validate((call, given) -> {
                    envelope(call);
                    rules.accept(call, given);
                }))
                .apply((call, given, prepared) -> patched(call, envelope(call).tags(), row -> {
                    requireSameLocation(call, row);
                    change.apply(call, row, given, prepared.own());
                }));
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

    /** Calls other services for a copy of the row before the transaction of a DELETE, for one request at a time. */
    public TrackedType<E, B, P> prepareDelete(BiConsumer<ArmCall, E> preparation) {
        deletionPreparation = preparation;
        return this;
    }

    /**
     * Keeps the row of a deleted resource: the {@linkplain ResourceRows#present repository} does not find it any more,
     * until a PUT recovers it.
     *
     * @param work marks the row
     * @param asked whether a PUT recovers, instead of saying what the resource is to be
     * @param recover returns the row, which is new where it was deleted
     */
    public TrackedType<E, B, P> softDelete(Consumer<E> work, Predicate<B> asked, Function<ArmCall, E> recover) {
        remover = work;
        recovers = asked;
        recovery = recover;
        return this;
    }

    /** Does work after the commit of each change, before its answer. */
    public TrackedType<E, B, P> afterCommit(Consumer<ArmCall> work) {
        afterCommit = work;
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

    /** Answers a POST below a resource by its row, {@code listKeys}. */
    public TrackedType<E, B, P> action(String action, Function<E, ?> reader) {
        actions.put(action, reading(reader));
        return this;
    }

    private <T> Function<ArmCall, T> reading(Function<E, T> reader) {
        return call -> RowTransactions.reading(() -> {
            requireParent(call);
            return reader.apply(rows.require(call.id()));
        });
    }

    /** Ends the declaration of a type that is only read. */
    public ResourceType.Builder readOnly() {
        return ResourceType.named(type)
                .get(reading(this::shown))
                .list(call -> RowTransactions.reading(() -> {
                    requireParent(call);
                    return rows.in(call.id(), type).stream()
                            .filter(row -> filter.test(call, row))
                            .peek(listed)
                            .map(this::shown)
                            .toList();
                }));
    }

    /** Ends the declaration of what each tracked type answers; actions that change it follow. */
    public ResourceType.Builder type() {
        ResourceType.Builder type = readOnly();
        actions.forEach(type::action);
        if (patch != null) {
            type.patch(patch.get().afterCommit(afterCommit));
        }
        return type.put(phases.apply(ResourceChange.reading(body, noun).validate(this::validate))
                        .apply(this::put)
                        .afterCommit(afterCommit))
                .delete(deletion().afterCommit(afterCommit));
    }

    private ResourceChange<?, ?> tagging() {
        return ResourceChange.reading(Envelope.class, noun)
                .validate((call, given) -> {
                    envelope(call);
                    patchValidator.accept(call.body());
                })
                .apply((call, given) -> patched(call, given.tags(), row -> {}));
    }

    private ResourceChange<?, ?> deletion() {
        ResourceChange.Validation<Void> none = ResourceChange.withoutBody();
        return deletionPreparation == null
                ? none.apply(this::delete)
                : (taken == null ? none.exclusively() : none.exclusivelyByName())
                        .prepare(call -> {
                            E row = RowTransactions.inOne(
                                    () -> rows.present(call.id().key()));
                            if (row != null) {
                                deletionPreparation.accept(call, row);
                            }
                        })
                        .apply(this::delete);
    }

    /** Returns a resource as Azure Resource Manager shows it. */
    public ObjectNode shown(E row) {
        ObjectNode shown = kit.json
                .createObjectNode()
                .put("id", row.id)
                .put("name", row.name)
                .put("type", type);
        row.show(shown);
        shown.setAll((ObjectNode) kit.json.valueToTree(properties.apply(row)));
        return shown;
    }

    private Envelope envelope(ArmCall call) {
        if (isTracked) {
            for (Map.Entry<String, JsonNode> tag : call.body().path("tags").properties()) {
                ArmErrors.invalidRequestContentIf(
                        !tag.getValue().isTextual(), "The tag '%s' must be a text.", tag.getKey());
            }
        }
        return new BodyForm<>(Envelope.class, noun, true).read(call, kit.json);
    }

    private void validate(ArmCall call, B given) {
        envelope(call);
        if (isTracked && !recovers.test(given)) {
            TrackedResource.location(call.body());
        }
        validator.accept(call, given);
    }

    private void requireParent(ArmCall call) {
        if (parents != null) {
            parents.accept(call, call.isList() ? call.id() : call.id().parent());
        }
    }

    private static void requireSameLocation(ArmCall call, ResourceRow row) {
        if (row.isTracked() && call.body().hasNonNull("location")) {
            row.requireLocation(call.body().path("location").textValue());
        }
    }

    /** Returns a copy of the row, or the row of a new resource. */
    private E copy(ArmCall call) {
        return RowTransactions.inOne(() -> {
            requireParent(call);
            E row = call.isPut() ? rows.present(call.id().key()) : rows.require(call.id());
            if (row != null) {
                requireSameLocation(call, row);
                return row;
            }
            E made = made(call);
            requireFree(made);
            return made;
        });
    }

    private E made(ArmCall call) {
        E row = maker.get();
        row.begin(call, kit.clock.instant());
        return row;
    }

    private void requireFree(E row) {
        E other = taken == null ? null : rows.sameName(row);
        if (other != null) {
            throw taken.apply(row, other);
        }
    }

    private Outcome put(ArmCall call, B given, Prepared<E, P> prepared) {
        if (taken != null) {
            AdvisoryLock.hold(
                    rows.getEntityManager(),
                    type + "|" + AsciiCase.lower(call.id().name()));
        }
        if (recovers.test(given)) {
            E row = recovery.apply(call);
            return Outcome.saved(row.isNew(), shown(row));
        }
        requireParent(call);
        E row = rows.lockedById(call.id().key());
        if (row == null) {
            row = prepared.row() == null ? made(call) : prepared.row();
            if (!row.isNew()) {
                throw ResourceClaim.conflict(call.id());
            }
            requireFree(row);
        } else {
            requireSameLocation(call, row);
        }
        Map<String, String> tags = envelope(call).tags();
        row.changed(call, tags == null ? Map.of() : tags, kit.clock.instant());
        change.apply(call, row, given, prepared.own());
        rows.persist(row);
        String operation = operations == null ? null : operations.apply(call.id());
        return Outcome.accepted(row.isNew() ? created : 200, shown(row), operation);
    }

    /**
     * Changes a resource that exists, in the transaction of a PATCH or of an action.
     *
     * @param tags that replace the earlier ones; null to leave them
     * @return 200 with the resource
     */
    public Outcome patched(ArmCall call, Map<String, String> tags, Consumer<E> rowChange) {
        return changed(call, tags, row -> {
            rowChange.accept(row);
            return Outcome.ok(shown(row));
        });
    }

    /** Does the same with an outcome of its own. */
    public Outcome changed(ArmCall call, Map<String, String> tags, Function<E, Outcome> rowChange) {
        requireParent(call);
        E row = rows.requireLocked(call.id());
        row.changed(call, tags, kit.clock.instant());
        return rowChange.apply(row);
    }

    private Outcome merge(ArmCall call, JsonNode given) {
        return patched(call, envelope(call).tags(), row -> {
            requireSameLocation(call, row);
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
        requireParent(call);
        E row = rows.lockedById(call.id().key());
        if (row == null) {
            return Outcome.noContent();
        }
        deletion.accept(call, row);
        remover.accept(row);
        rows.flush();
        afterDeletion.accept(row);
        return operations == null
                ? Outcome.accepted(deleted, null, null)
                : Outcome.accepted(202, null, operations.apply(call.id()));
    }
}
