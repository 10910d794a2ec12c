package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps resources of which nothing but the request's content is to be remembered, in the service's
 * table {@code stored_resource}: a type that uses it needs no table of its own. A type with
 * secrets, or whose columns are searched, has its own table.
 */
@ApplicationScoped
public class StoredResources {

    private static final String COLUMNS =
            "select id, location, content, created_by, created_by_type, created_at, modified_by,"
                    + " modified_by_type, modified_at from stored_resource where ";

    private static final List<String> KEPT = List.of("tags", "properties");

    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    StoredResources(EntityManager database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Starts the declaration of a type whose resources are kept here, with GET, list, PUT, DELETE
     * and PATCH. A PATCH replaces the tags and merges the properties (RFC 7396); the result is
     * validated like a PUT.
     *
     * @param noun what a body describes, in the refusal of one that cannot be read
     * @param validator refuses what a resource of this type must not say
     */
    public <B> ResourceType.Builder type(String type, Class<B> body, String noun, Consumer<B> validator) {
        return ResourceType.named(type)
                .get(call -> require(call.id()).body())
                .list(call ->
                        list(call.id(), type).stream().map(StoredResource::body).toList())
                .put(ResourceChange.reading(body, noun)
                        .validate((call, given) -> {
                            TrackedResource.location(call.body());
                            validator.accept(given);
                        })
                        .apply((call, given) -> put(call)))
                .patch(ResourceChange.readingTree().apply((call, given) -> patch(call, given, body, validator)))
                .delete(call -> Outcome.deleted(delete(call.id())));
    }

    /**
     * An action without a body that changes the content of a resource that is kept here.
     *
     * @param change changes the content; returns the body of the answer
     */
    public ResourceChange<Void, Void> change(Function<StoredResource, ?> change) {
        return ResourceChange.withoutBody().apply(call -> {
            StoredResource resource = require(call.id());
            Object answer = change.apply(resource);
            save(call, resource.location(), resource.content());
            return Outcome.ok(answer);
        });
    }

    private Outcome put(ArmCall call) {
        String location = TrackedResource.location(call.body());
        boolean isNew = save(call, location, TrackedResource.kept(call.body(), KEPT));
        return Outcome.saved(isNew, require(call.id()).body());
    }

    private <B> Outcome patch(ArmCall call, JsonNode given, Class<B> body, Consumer<B> validator) {
        StoredResource existing = require(call.id());
        ObjectNode content = TrackedResource.merged(existing.content(), given);
        try {
            validator.accept(json.treeToValue(content.deepCopy().put("location", existing.location()), body));
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent("The change cannot be read: " + BodyErrors.reason(e));
        }
        save(call, existing.location(), content);
        return Outcome.ok(require(call.id()).body());
    }

    /**
     * Finds a resource.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    @Transactional
    public StoredResource require(ArmResourceId id) {
        return find(id).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    @Transactional
    public Optional<StoredResource> find(ArmResourceId id) {
        return rows("key = ?1", id.key()).stream().findFirst();
    }

    /**
     * Returns the resources of a type in a resource group or a subscription, in the order of their
     * ids.
     */
    @Transactional
    public List<StoredResource> list(ArmResourceId scope, String type) {
        return rows("type = ?1 and starts_with(key, ?2) order by key", AsciiCase.lower(type), scope.key() + "/");
    }

    /**
     * Makes or replaces a resource.
     *
     * @param content {@code tags}, {@code properties} and what else the provider keeps
     * @return true when it is new
     * @throws io.mltwin.armweb.AzureException 409 {@code InvalidResourceLocation} when it lies in
     *     another region
     */
    @Transactional
    public boolean save(ArmCall call, String location, ObjectNode content) {
        ArmResourceId id = call.id();
        lock(id);
        Optional<StoredResource> existing = find(id);
        String region = TrackedResource.location(location);
        if (existing.isPresent() && !existing.get().location().equals(region)) {
            throw ArmErrors.otherLocation(id, existing.get().location(), region);
        }
        Instant now = clock.instant();
        database.createNativeQuery("""
                        insert into stored_resource (key, id, type, location, content,
                            created_by, created_by_type, created_at, modified_by, modified_by_type, modified_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?6, ?7, ?8)
                        on conflict (key) do update set content = excluded.content,
                            modified_by = excluded.modified_by,
                            modified_by_type = excluded.modified_by_type,
                            modified_at = excluded.modified_at
                        """)
                .setParameter(1, id.key())
                .setParameter(2, id.toString())
                .setParameter(3, AsciiCase.lower(id.type()))
                .setParameter(4, region)
                .setParameter(5, content.toString())
                .setParameter(6, call.caller().displayName())
                .setParameter(7, SystemData.typeOf(call.caller()))
                .setParameter(8, Timestamp.from(now))
                .executeUpdate();
        return existing.isEmpty();
    }

    /** Deletes a resource; false when there was none. */
    @Transactional
    public boolean delete(ArmResourceId id) {
        return database.createNativeQuery("delete from stored_resource where key = ?1")
                        .setParameter(1, id.key())
                        .executeUpdate()
                == 1;
    }

    /** Lets one change at a time work on an id, also on one that does not exist yet. */
    private void lock(ArmResourceId id) {
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))")
                .setParameter(1, "stored resource|" + id.key())
                .getSingleResult();
    }

    private List<StoredResource> rows(String condition, String... parameters) {
        var query = database.createNativeQuery(COLUMNS + condition, Tuple.class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        @SuppressWarnings("unchecked")
        List<Tuple> found = query.getResultList();
        return found.stream().map(StoredResources::resource).toList();
    }

    private static StoredResource resource(Tuple row) {
        return new StoredResource(
                ArmResourceId.parse(row.get(0, String.class)),
                row.get(1, String.class),
                TrackedResource.read(row.get(2, String.class)),
                new SystemData(
                        row.get(3, String.class),
                        row.get(4, String.class),
                        row.get(5, Instant.class),
                        row.get(6, String.class),
                        row.get(7, String.class),
                        row.get(8, Instant.class)));
    }
}
