package io.mltwin.workspace.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.index.ResourceEntity.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Azure Resource Manager's own index of resources: written before a provider is asked, confirmed
 * after, so that a crash in between leaves a row to ask about and never an unknown resource.
 */
@ApplicationScoped
public class ResourceIndex {

    private static final Set<String> EXTENSIONS =
            Set.of("Microsoft.Authorization", "Microsoft.Resources", "Microsoft.PolicyInsights", "Microsoft.Security");
    private static final String DELETED_SOFTLY = "Microsoft.KeyVault/vaults";

    private final ResourceRepository rows;
    private final Clock clock;
    private final Event<ScopeChange> changes;

    public ResourceIndex(ResourceRepository rows, Clock clock, Event<ScopeChange> changes) {
        this.changes = changes;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * True for what the index keeps: resources of a group and their children, not what extends
     * other scopes.
     */
    public static boolean tracks(ArmResourceId id) {
        return id.resourceGroup() != null
                && !id.isResourceGroup()
                && id.providerScope().isResourceGroup()
                && !EXTENSIONS.contains(id.namespace())
                // what lies in a vault, and the operation on it in the shape of a resource
                && !(id.namespace().equals("Microsoft.KeyVault") && id.types().size() > 1);
    }

    /** True for a namespace whose resources extend others, which the index does not keep. */
    public static boolean isExtension(String namespace) {
        return EXTENSIONS.stream().anyMatch(one -> AsciiCase.equal(one, namespace));
    }

    /** Notes that a provider is about to be asked to create or change it. */
    @Transactional
    public void expect(ArmResourceId id) {
        ResourceEntity row = new ResourceEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = key(id.subscriptionId());
        row.groupKey = id.providerScope().key();
        row.type = id.type();
        row.name = id.name();
        row.createdAt = clock.instant();
        rows.expect(row);
    }

    /**
     * Notes the provider's answer that it has the resource.
     *
     * @param recovered it was asked to take back what was deleted softly
     */
    @Transactional
    public void confirm(ArmResourceId id, JsonNode body, boolean recovered) {
        ResourceEntity row = rows.findById(id.key());
        if (row == null) {
            expect(id);
            row = rows.findById(id.key());
        }
        row.writers = Math.max(0, row.writers - 1);
        take(id, row, body, recovered);
    }

    /** It was found to exist; a row that a request is writing is left to that request. */
    @Transactional
    public void found(ArmResourceId id, JsonNode body) {
        ResourceEntity row = rows.findById(id.key());
        if (row != null && row.state != IndexedState.CONFIRMED && row.writers == 0) {
            take(id, row, body, false);
        }
    }

    /** It was found not to exist; a row that a request is writing is left to that request. */
    @Transactional
    public void missing(ArmResourceId id) {
        ResourceEntity row = rows.findById(id.key());
        if (row != null && row.state != IndexedState.CONFIRMED && row.writers == 0) {
            remove(id);
        }
    }

    /** Nobody knows what the provider did: the row stays, to be asked about. */
    @Transactional
    public void abandon(ArmResourceId id) {
        rows.update("writers = writers - 1 where key = ?1 and writers > 0", id.key());
    }

    /** At start no request is under way; what is open was left by the process before. */
    @Transactional
    public List<IndexedResource> leftOpen() {
        rows.update("writers = 0 where writers <> 0");
        return unsettled(Duration.ZERO);
    }

    private void take(ArmResourceId id, ResourceEntity row, JsonNode body, boolean recovered) {
        if (row.state == IndexedState.UNCONFIRMED && isDeletedSoftly(id)) {
            fire(id, recovered ? ScopeChange.Kind.RECOVERED : ScopeChange.Kind.MADE);
        }
        row.state = IndexedState.CONFIRMED;
        row.changedAt = clock.instant();
        if (body != null && body.isObject()) {
            row.location = text(body.path("location"), row.location);
            row.kind = text(body.path("kind"), row.kind);
            row.tags = body.path("tags").isObject() ? body.path("tags").toString() : "{}";
            row.sku = body.path("sku").isObject() ? body.path("sku").toString() : row.sku;
            row.provisioningState = text(body.path("properties").path("provisioningState"), row.provisioningState);
        }
    }

    /** The provider refused; a row that nobody else is writing goes. */
    @Transactional
    public void withdraw(ArmResourceId id) {
        rows.update("writers = writers - 1 where key = ?1 and writers > 0", id.key());
        rows.delete("key = ?1 and writers = 0 and state = ?2", id.key(), IndexedState.UNCONFIRMED);
    }

    @Transactional
    public void markDeleting(ArmResourceId id) {
        rows.update("state = ?1, changedAt = ?2 where key = ?3", IndexedState.DELETING, clock.instant(), id.key());
    }

    /** The provider refused to delete it. */
    @Transactional
    public void keep(ArmResourceId id) {
        rows.update(
                "state = ?1 where key = ?2 and state = ?3", IndexedState.CONFIRMED, id.key(), IndexedState.DELETING);
    }

    /** It is gone, and all below it. */
    @Transactional
    public void remove(ArmResourceId id) {
        rows.deleteWithDescendants(id.key());
        fire(id, isDeletedSoftly(id) ? ScopeChange.Kind.SET_ASIDE : ScopeChange.Kind.ENDED);
    }

    /** Tells the features that keep something attached to the scope, in the same transaction. */
    private void fire(ArmResourceId id, ScopeChange.Kind kind) {
        changes.fire(new ScopeChange(id.toString(), kind));
    }

    private static boolean isDeletedSoftly(ArmResourceId id) {
        return AsciiCase.equal(id.type(), DELETED_SOFTLY);
    }

    @Transactional
    public void setProvisioningState(ArmResourceId id, String provisioningState) {
        rows.update(
                "provisioningState = ?1, changedAt = ?2 where key = ?3", provisioningState, clock.instant(), id.key());
    }

    /** Its tags were changed without its being written. */
    @Transactional
    public void retag(ArmResourceId id, JsonNode tags) {
        rows.update("tags = ?1, changedAt = ?2 where key = ?3", tags.toString(), clock.instant(), id.key());
    }

    /** The resource, unless its provider has yet to make it. */
    @Transactional
    public Optional<IndexedResource> find(ArmResourceId id) {
        return rows.findByIdOptional(id.key())
                .filter(row -> row.state != IndexedState.UNCONFIRMED)
                .map(this::read);
    }

    /** True when the provider has it or is creating it. */
    @Transactional
    public boolean contains(ArmResourceId id) {
        return rows.findById(id.key()) != null;
    }

    /** When it was last written through Azure Resource Manager, if it is known. */
    @Transactional
    public Optional<Instant> changedAt(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).map(row -> row.changedAt);
    }

    @Transactional
    public List<IndexedResource> ofSubscription(String subscriptionId) {
        return rows.ofSubscription(key(subscriptionId)).stream().map(this::read).toList();
    }

    @Transactional
    public List<IndexedResource> ofGroup(ArmResourceId group) {
        return rows.ofGroup(group.key()).stream().map(this::read).toList();
    }

    /**
     * Returns resources of a subscription or group that their providers have and that have no parent, in
     * the order of their keys.
     *
     * @param after the key that they follow, or empty
     * @param most number of them
     */
    @Transactional
    public List<IndexedResource> page(ArmResourceId scope, String after, int most) {
        return rows.page(scope.key(), after, most).stream().map(this::read).toList();
    }

    @Transactional
    public List<IndexedResource> below(ArmResourceId id) {
        return rows.below(id.key()).stream().map(this::read).toList();
    }

    /** Rows that were neither confirmed nor removed, older than {@code age}. */
    @Transactional
    public List<IndexedResource> unsettled(Duration age) {
        Instant before = clock.instant().minus(age);
        return rows.unsettledBefore(before).stream().map(this::read).toList();
    }

    private IndexedResource read(ResourceEntity row) {
        return new IndexedResource(
                ArmResourceId.parse(row.id),
                row.location,
                Json.read(row.tags, JsonNode.class),
                row.kind,
                row.sku == null ? null : Json.read(row.sku, JsonNode.class),
                row.provisioningState,
                row.state,
                row.createdAt,
                row.changedAt);
    }

    private static String text(JsonNode node, String otherwise) {
        return node.isTextual() ? node.asText() : otherwise;
    }

    private static String key(String subscriptionId) {
        return AsciiCase.lower(subscriptionId);
    }
}
