package io.mltwin.workspace.groups;

import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.groups.ResourceGroupEntity.ResourceGroupRepository;
import io.mltwin.workspace.groups.ResourceGroupProvider.GroupFilter;
import io.mltwin.workspace.operations.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Creates, changes and deletes resource groups. */
@ApplicationScoped
public class ResourceGroupService {

    /** Name of the worker that deletes a group. */
    public static final String DELETION = "group-deletion";

    private final ResourceGroupRepository rows;
    private final Operations operations;
    private final Clock clock;
    private final Event<ScopeChange> changes;

    ResourceGroupService(ResourceGroupRepository rows, Operations operations, Clock clock, Event<ScopeChange> changes) {
        this.changes = changes;
        this.rows = rows;
        this.operations = operations;
        this.clock = clock;
    }

    @Transactional
    Outcome put(ArmResourceId id, ResourceGroupBody body) {
        String location = ResourceGroupValidator.region(body);
        ResourceGroupEntity row = rows.locked(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, location);
        }
        if (!row.location.equals(location)) {
            throw conflict(
                    "InvalidResourceGroupLocation",
                    "Invalid resource group location '%s'. The Resource group already exists in location '%s'.",
                    location,
                    row.location);
        }
        requireNotDeleting(row);
        row.tags = ResourceGroupMapper.tags(body.tags());
        row.managedBy = body.managedBy();
        row.changedAt = clock.instant();
        rows.persist(row);
        return Outcome.saved(created, ResourceGroupMapper.body(row));
    }

    private ResourceGroupEntity create(ArmResourceId id, String location) {
        ResourceGroupEntity row = new ResourceGroupEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.name = id.name();
        row.location = location;
        row.provisioningState = "Succeeded";
        row.createdAt = clock.instant();
        return row;
    }

    @Transactional
    Outcome patch(ArmResourceId id, ResourceGroupBody body) {
        ResourceGroupEntity row = require(id);
        requireNotDeleting(row);
        if (body.tags() != null) {
            row.tags = ResourceGroupMapper.tags(body.tags());
        }
        row.changedAt = clock.instant();
        return Outcome.ok(ResourceGroupMapper.body(row));
    }

    @Transactional
    ResourceGroupBody get(ArmResourceId id) {
        return ResourceGroupMapper.body(require(id));
    }

    @Transactional
    List<ResourceGroupBody> list(ArmResourceId subscription, GroupFilter filter) {
        return rows.ofSubscription(AsciiCase.lower(subscription.subscriptionId())).stream()
                .map(row -> ResourceGroupMapper.body(row))
                .filter(filter::accepts)
                .toList();
    }

    /** Starts the deletion. */
    @Transactional
    Outcome delete(ArmCall call) {
        ResourceGroupEntity row = require(call.id());
        requireNotDeleting(row);
        row.provisioningState = "Deleting";
        return Outcome.accepted(202, null, operations.open(call, DELETION, row.id, row.location));
    }

    /** Its deletion is done. */
    @Transactional
    public void deleted(ArmResourceId id) {
        rows.deleteById(id.key());
        changes.fire(new ScopeChange(id.toString(), ScopeChange.Kind.ENDED));
    }

    /** Its deletion has failed. */
    @Transactional
    public void kept(ArmResourceId id) {
        ResourceGroupEntity row = rows.locked(id.key());
        if (row != null) {
            row.provisioningState = "Succeeded";
        }
    }

    private ResourceGroupEntity require(ArmResourceId id) {
        ResourceGroupEntity row = rows.locked(id.key());
        if (row == null) {
            throw resourceGroupNotFound(id.name());
        }
        return row;
    }

    private static void requireNotDeleting(ResourceGroupEntity row) {
        if (row.provisioningState.equals("Deleting")) {
            throw conflict(
                    "ResourceGroupBeingDeleted",
                    "The resource group '%s' is in deprovisioning state and cannot perform this operation.",
                    row.name);
        }
    }

    /** Maps between a group's row and its wire form. */
    static final class ResourceGroupMapper {

        private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

        private ResourceGroupMapper() {}

        static ResourceGroupBody body(ResourceGroupEntity row) {
            return new ResourceGroupBody(
                    row.id,
                    row.name,
                    "Microsoft.Resources/resourceGroups",
                    row.location,
                    row.managedBy,
                    tags(row.tags),
                    new ResourceGroupBody.Properties(row.provisioningState));
        }

        static Map<String, String> tags(String text) {
            return Json.read(text, TAGS);
        }

        static String tags(Map<String, String> tags) {
            return Json.write(orEmpty(tags));
        }
    }
}
