package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.workspace.machinelearning.WorkspaceValidator.BY_IDENTITY;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.WorkspaceEntity.WorkspaceRepository;
import io.mltwin.workspace.machinelearning.WorkspaceLinkSource.WorkspaceLinks;
import io.mltwin.workspace.machinelearning.WorkspacePreparation.PreparedWorkspace;
import io.mltwin.workspace.operations.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Creates, changes and deletes workspaces; the long part of both is a persisted operation. */
@ApplicationScoped
class WorkspaceService {

    /** Names of the operation workers. */
    static final String PROVISIONING = "workspace-provisioning";

    static final String DELETION = "workspace-deletion";

    /** From where on provisioning is repeated when a workspace acts as another identity. */
    static final String IDENTITY_STEP = "identity";

    /** The last step but one of provisioning, for identities that only come off. */
    static final String REMOVAL_STEP = "identity-removal";

    /** The very last one, alone when the workspace's datastores come to be reached by identity. */
    static final String DATASTORES_STEP = "datastore-roles";

    private static final String LONG_RUNNING_PATCH_SINCE = "2022-10-01";

    private final WorkspaceRepository rows;
    private final Operations operations;
    private final WorkspaceLinkSource links;
    private final AssignedIdentities identities;
    private final Addresses addresses;
    private final ObjectMapper json;
    private final Clock clock;

    WorkspaceService(
            WorkspaceRepository rows,
            Operations operations,
            WorkspaceLinkSource links,
            AssignedIdentities identities,
            Addresses addresses,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.operations = operations;
        this.links = links;
        this.identities = identities;
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
    }

    /** Creates it, repairs a failed one, or changes one that stands. */
    @Transactional
    Outcome put(ArmCall call, WorkspaceBody body, PreparedWorkspace prepared) {
        WorkspaceEntity row = rows.lockedById(call.id().key());
        IdentityPlan plan = IdentityPlan.of(row, body, true, json);
        if (row == null) {
            row = requireCreated(call.id(), prepared);
        } else {
            WorkspaceValidator.requireUnchanged(row, body);
            WorkspaceValidator.requireIdle(row);
        }
        boolean stands = row.provisioningState.equals("Succeeded");
        String next = change(row, body, call.caller(), plan, prepared, true);
        if (!stands) {
            row.provisioningState = "Creating";
            row.failureCode = null;
            row.failureMessage = null;
            row.operationId = operations.open(call, PROVISIONING, row.id, row.location);
        } else if (next != null) {
            goOn(call, row, next);
        }
        rows.persist(row);
        return stands && next == null ? Outcome.ok(body(row)) : Outcome.accepted(202, body(row), row.operationId);
    }

    private static WorkspaceEntity requireCreated(ArmResourceId id, PreparedWorkspace prepared) {
        if (prepared.created() == null) {
            throw conflict("Conflict", "The workspace '%s' was deleted meanwhile.", id.name());
        }
        WorkspaceEntity row = prepared.created();
        row.keyIdentity = prepared.identities().keyIdentity();
        return row;
    }

    /** Before api 2022-10-01 a PATCH is answered 200, whatever still goes on. */
    @Transactional
    Outcome patch(ArmCall call, WorkspaceBody body, PreparedWorkspace prepared) {
        WorkspaceEntity row = rows.requireLocked(call.id());
        IdentityPlan plan = IdentityPlan.of(row, body, false, json);
        WorkspaceValidator.requireUnchanged(row, body);
        WorkspaceValidator.requireIdle(row);
        boolean stands = row.provisioningState.equals("Succeeded");
        String next = change(row, body, call.caller(), plan, prepared, false);
        if (!stands || next == null) {
            return Outcome.ok(body(row));
        }
        goOn(call, row, next);
        return Outcome.accepted(call.isSince(LONG_RUNNING_PATCH_SINCE) ? 202 : 200, body(row), row.operationId);
    }

    /** Repeats provisioning from a step on, for identities that came or that are to be ended. */
    private void goOn(ArmCall call, WorkspaceEntity row, String step) {
        row.provisioningState = "Updating";
        row.nextStep = step;
        row.operationId = operations.open(call, PROVISIONING, row.id, row.location);
    }

    @Transactional
    WorkspaceBody get(ArmResourceId id) {
        return body(rows.require(id));
    }

    @Transactional
    List<WorkspaceBody> list(ArmResourceId scope) {
        List<WorkspaceEntity> found = rows.in(scope);
        Map<String, WorkspaceLinks> all =
                links.of(found.stream().map(row -> row.key).toList());
        return found.stream()
                .map(row -> WorkspaceMapper.body(row, all.get(row.key), addresses, json))
                .toList();
    }

    /** Starts the deletion, or finds the one under way. */
    @Transactional
    Outcome delete(ArmCall call) {
        WorkspaceEntity row = rows.lockedById(call.id().key());
        if (row == null) {
            return Outcome.noContent();
        }
        if (!row.provisioningState.equals("Deleting")) {
            WorkspaceValidator.requireIdle(row);
            row.provisioningState = "Deleting";
            row.operationId = operations.open(call, DELETION, row.id, row.location);
        }
        return Outcome.accepted(202, null, row.operationId);
    }

    /**
     * A PUT says everything that can be changed, a PATCH only what it names.
     *
     * @return the step from which provisioning goes on for a workspace that stands, or null
     */
    private String change(
            WorkspaceEntity row,
            WorkspaceBody body,
            Caller caller,
            IdentityPlan plan,
            PreparedWorkspace prepared,
            boolean all) {
        String next = identities.apply(row, plan, prepared.identities());
        WorkspaceBody.Properties given = WorkspaceValidator.properties(body);
        String mode = WorkspaceValidator.authMode(given);
        if (mode != null && !mode.equals(row.systemDatastoresAuthMode)) {
            row.systemDatastoresAuthMode = mode;
            next = next == null && mode.equals(BY_IDENTITY) ? DATASTORES_STEP : next;
        }
        row.retag(all && body.tags() == null ? Map.of() : body.tags());
        if (all || given.description() != null) {
            row.description = given.description();
        }
        if (given.friendlyName() != null) {
            row.friendlyName = given.friendlyName();
        }
        if (body.sku() != null && body.sku().name() != null) {
            row.skuName = body.sku().name();
            row.skuTier =
                    body.sku().tier() == null ? body.sku().name() : body.sku().tier();
        }
        PassthroughProperties passive = JsonColumn.read(row.passiveProperties, PassthroughProperties.class);
        row.passiveProperties = JsonColumn.write(passive.with(given));
        row.modifiedAt = clock.instant();
        row.modifiedBy = caller.displayName();
        row.modifiedByType = SystemData.typeOf(caller);
        return next;
    }

    private WorkspaceBody body(WorkspaceEntity row) {
        WorkspaceLinks own = links.of(List.of(row.key)).get(row.key);
        return WorkspaceMapper.body(row, own, addresses, json);
    }
}
