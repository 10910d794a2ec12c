package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.HashMap;
import java.util.List;
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

    final TrackedTypes kit;
    final String type;
    final ResourceRows<E> rows;
    final Supplier<E> maker;
    final Class<B> body;
    final String noun;
    final boolean isTracked;

    BiConsumer<ArmCall, B> validator = (call, given) -> {};
    private Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, TrackedRequests.Prepared<E, P>>>
            phases = validated -> validated.prepare((call, given) -> new TrackedRequests.Prepared<>(null, null));
    Change<E, B, P> change = (call, row, given, prepared) -> {};
    Function<E, ?> properties = row -> Map.of();
    private final Map<String, Function<ArmCall, ?>> actions = new HashMap<>();
    Function<ArmCall, List<E>> query;
    BiPredicate<ArmCall, E> filter = (call, row) -> true;
    Consumer<E> listed = row -> {};
    Consumer<JsonNode> patchValidator = given -> {};
    BiConsumer<ArmCall, E> deletion = (call, row) -> {};
    Consumer<E> remover;
    Consumer<E> afterDeletion = row -> {};
    Predicate<B> recovers = given -> false;
    Function<ArmCall, E> recovery;
    private Supplier<ResourceChange<?, ?>> patch;
    BiConsumer<ArmCall, E> deletionPreparation;
    Function<ArmResourceId, String> operations;
    BiConsumer<ArmCall, ArmResourceId> parents;
    BiFunction<E, E, AzureException> taken;
    private Consumer<ArmCall> afterCommit = call -> {};
    int created = 201;
    int deleted = 200;

    private final TrackedRequests<E, B, P> requests = new TrackedRequests<>(this);
    private Function<ArmCall, ?> list = requests::list;
    private boolean isDeletable = true;

    TrackedType(TrackedTypes kit, String type, ResourceRows<E> rows, Supplier<E> maker, Class<B> body, String noun) {
        this.kit = kit;
        this.type = type;
        this.rows = rows;
        this.maker = maker;
        this.body = body;
        this.noun = noun;
        this.isTracked = maker.get().isTracked();
        this.query = call -> rows.in(call.id(), type);
        this.remover = rows::delete;
        this.patch = requests::tagging;
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
        return phases(validated -> validated.prepare(
                (call, given) -> new TrackedRequests.Prepared<>(null, preparation.apply(call, given))));
    }

    /**
     * Does so for one request at a time, with a copy of the row or with a new one, which is stored as it was prepared.
     */
    public <Q> TrackedType<E, B, Q> draft(Draft<E, B, Q> preparation) {
        return phases(validated -> (taken == null ? validated.exclusively() : validated.exclusivelyByName())
                .prepare((call, given, claim) -> {
                    E row = requests.copy(call);
                    return new TrackedRequests.Prepared<>(row, preparation.prepare(call, given, row, claim));
                }));
    }

    @SuppressWarnings("unchecked")
    private <Q> TrackedType<E, B, Q> phases(
            Function<ResourceChange.Preparation<B>, ResourceChange.Application<B, TrackedRequests.Prepared<E, Q>>>
                    declared) {
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

    /** Lists these rows, instead of those that lie in the scope of the call. */
    public TrackedType<E, B, P> listing(Function<ArmCall, List<E>> found) {
        query = found;
        return this;
    }

    /** Answers a list by pages of its own. */
    public TrackedType<E, B, P> paging(Function<ArmCall, ?> pages) {
        list = pages;
        return this;
    }

    /** Makes the type one of resources that nobody deletes: DELETE answers 405. */
    public TrackedType<E, B, P> lasting() {
        isDeletable = false;
        return this;
    }

    /** Makes the type one of resources that extend any scope, which have neither location nor tags, and no PATCH. */
    public TrackedType<E, B, P> extending() {
        return below((call, scope) -> {});
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
                    requests.envelope(call);
                    rules.accept(call, given);
                }))
                .apply(requests::patchPartly);
        return this;
    }

    /**
     * Answers PATCH by JSON Merge Patch (RFC 7396) of what the resource shows, but for the tags, which are replaced;
     * the result is validated and applied like a PUT, without its preparation.
     */
    public TrackedType<E, B, P> mergingPatch() {
        return patch(ResourceChange.readingTree().apply(requests::merge));
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
        actions.put(action, requests.reading(reader));
        return this;
    }

    /** Ends the declaration of a type that is only read. */
    public ResourceType.Builder readOnly() {
        return ResourceType.named(type)
                .exists(requests::exists)
                .get(requests.reading(requests::shown))
                .list(list);
    }

    /** Ends the declaration of what each tracked type answers; actions that change it follow. */
    public ResourceType.Builder type() {
        ResourceType.Builder type = readOnly();
        actions.forEach(type::action);
        if (patch != null) {
            type.patch(patch.get().afterCommit(afterCommit));
        }
        if (isDeletable) {
            type.delete(requests.deletion().afterCommit(afterCommit));
        }
        return type.put(phases.apply(ResourceChange.reading(body, noun).validate(requests::validate))
                .apply(requests::put)
                .afterCommit(afterCommit));
    }

    /** Returns a resource as Azure Resource Manager shows it. */
    public ObjectNode shown(E row) {
        return requests.shown(row);
    }

    /**
     * Changes a resource that exists, in the transaction of a PATCH or of an action.
     *
     * @param tags that replace the earlier ones; null to leave them
     * @return 200 with the resource
     */
    public Outcome patched(ArmCall call, Map<String, String> tags, Consumer<E> rowChange) {
        return requests.patched(call, tags, rowChange);
    }

    /** Does the same with an outcome of its own. */
    public Outcome changed(ArmCall call, Map<String, String> tags, Function<E, Outcome> rowChange) {
        return requests.changed(call, tags, rowChange);
    }
}
