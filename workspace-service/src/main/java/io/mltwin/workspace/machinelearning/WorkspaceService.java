package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import io.mltwin.workspace.operations.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Creates, changes and deletes workspaces; the long part of both is a persisted operation. */
@ApplicationScoped
class WorkspaceService {

    /** Names of the operation workers. */
    static final String PROVISIONING = "workspace-provisioning";

    static final String DELETION = "workspace-deletion";

    /** From where on provisioning is repeated when a workspace acts as another identity. */
    public static final String IDENTITY_STEP = "identity";

    private final WorkspaceRepository rows;
    private final DependentNames names;
    private final Operations operations;
    private final WorkspaceLinkSource links;
    private final AssignedIdentities identities;
    private final Addresses addresses;
    private final ObjectMapper json;
    private final Clock clock;

    WorkspaceService(
            WorkspaceRepository rows,
            DependentNames names,
            Operations operations,
            WorkspaceLinkSource links,
            AssignedIdentities identities,
            Addresses addresses,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.names = names;
        this.operations = operations;
        this.links = links;
        this.identities = identities;
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
    }

    /** What was written, and the operation that goes on, or null. */
    record Written(WorkspaceBody workspace, String operationId) {}

    /** True while it is not known that all it needs is as it should be. */
    @Transactional
    boolean isToBeMade(ArmResourceId id) {
        WorkspaceEntity row = rows.findById(id.key());
        return row == null || row.provisioningState.equals("Failed");
    }

    @Transactional
    boolean exists(ArmResourceId id) {
        return rows.findById(id.key()) != null;
    }

    /** Creates it, repairs a failed one, or changes one that stands. */
    @Transactional
    Written put(ArmCall call, WorkspaceBody body) {
        String region = WorkspaceRules.checkPut(call.id(), body);
        WorkspaceEntity row = rows.lockedByName(call.id().key());
        IdentityPlan plan = IdentityPlan.of(row, body, true, json);
        EncryptionBody key = null;
        if (row == null) {
            row = create(call, body, region);
            key = WorkspaceRules.properties(body).encryption();
        } else {
            WorkspaceRules.checkUnchanged(row, body);
            requireIdle(row);
        }
        boolean stands = row.provisioningState.equals("Succeeded");
        boolean acts = identities.apply(call, row, plan, key, true);
        change(row, body, call.caller(), true);
        if (!stands) {
            row.provisioningState = "Creating";
            row.failureCode = null;
            row.failureMessage = null;
            row.operationId = operations.open(call, PROVISIONING, row.id, row.location);
        } else if (acts) {
            actAnew(call, row);
        }
        rows.persist(row);
        return new Written(body(row), stands && !acts ? null : row.operationId);
    }

    @Transactional
    Written patch(ArmCall call, WorkspaceBody body) {
        WorkspaceRules.checkSettings(body);
        WorkspaceEntity row = require(call.id());
        IdentityPlan plan = IdentityPlan.of(row, body, false, json);
        WorkspaceRules.checkUnchanged(row, body);
        requireIdle(row);
        boolean acts =
                identities.apply(call, row, plan, null, false)
                        && row.provisioningState.equals("Succeeded");
        change(row, body, call.caller(), false);
        if (acts) {
            actAnew(call, row);
        }
        return new Written(body(row), acts ? row.operationId : null);
    }

    /** Another identity than before: it is registered, given what it needs, and takes the keys. */
    private void actAnew(ArmCall call, WorkspaceEntity row) {
        row.provisioningState = "Updating";
        row.nextStep = IDENTITY_STEP;
        row.operationId = operations.open(call, PROVISIONING, row.id, row.location);
    }

    @Transactional
    WorkspaceBody get(ArmResourceId id) {
        return body(require(id));
    }

    @Transactional
    List<WorkspaceBody> list(ArmResourceId scope) {
        List<WorkspaceEntity> found = rows.in(scope);
        Map<String, WorkspaceLinks> all = links.of(found.stream().map(row -> row.key).toList());
        return found.stream()
                .map(row -> WorkspaceMapper.body(row, all.get(row.key), addresses, json))
                .toList();
    }

    /** Starts the deletion, or finds the one under way; null when there is no such workspace. */
    @Transactional
    String delete(ArmCall call) {
        WorkspaceEntity row = rows.lockedByName(call.id().key());
        if (row == null) {
            return null;
        }
        if (!row.provisioningState.equals("Deleting")) {
            requireIdle(row);
            row.provisioningState = "Deleting";
            row.operationId = operations.open(call, DELETION, row.id, row.location);
        }
        return row.operationId;
    }

    private WorkspaceEntity create(ArmCall call, WorkspaceBody body, String region) {
        WorkspaceBody.Properties given = WorkspaceRules.properties(body);
        WorkspaceEntity row = new WorkspaceEntity();
        row.key = call.id().key();
        row.id = call.id().toString();
        row.workspaceId = UUID.randomUUID().toString();
        row.tenantId = call.caller().tenantId();
        row.location = region;
        row.friendlyName = call.id().name();
        row.hbiWorkspace = Boolean.TRUE.equals(given.hbiWorkspace());
        row.passiveProperties = WorkspaceMapper.write(KeptProperties.NONE, json);
        row.storageAccountGiven = given.storageAccount() != null;
        row.storageAccountId = id(given.storageAccount(), names.storageAccount(call.id()));
        row.keyVaultGiven = given.keyVault() != null;
        row.keyVaultId = id(given.keyVault(), names.keyVault(call.id()));
        row.applicationInsightsGiven = given.applicationInsights() != null;
        row.applicationInsightsId =
                id(given.applicationInsights(), names.applicationInsights(call.id()));
        row.containerRegistryGiven = given.containerRegistry() != null;
        row.containerRegistryId = id(given.containerRegistry(), names.containerRegistry(call.id()));
        if (given.encryption() != null && given.encryption().isEnabled()) {
            row.customerVaultId = given.encryption().keyVaultProperties().keyVaultArmId();
            row.customerKey = given.encryption().keyVaultProperties().keyIdentifier();
            row.managedGroupId = names.managedGroup(call.id()).toString();
        }
        row.ownIdentity = true;
        row.provisioningState = "Creating";
        row.skuName = "Basic";
        row.skuTier = "Basic";
        row.createdAt = clock.instant();
        row.createdBy = call.caller().displayName();
        row.createdByType = type(call.caller());
        return row;
    }

    /** A PUT says everything that can be changed, a PATCH only what it names. */
    private void change(WorkspaceEntity row, WorkspaceBody body, Caller caller, boolean all) {
        WorkspaceBody.Properties given = WorkspaceRules.properties(body);
        if (all || body.tags() != null) {
            row.tags = WorkspaceMapper.write(body.tags() == null ? Map.of() : body.tags(), json);
        }
        if (all || given.description() != null) {
            row.description = given.description();
        }
        if (given.friendlyName() != null) {
            row.friendlyName = given.friendlyName();
        }
        if (body.sku() != null && body.sku().name() != null) {
            row.skuName = body.sku().name();
            row.skuTier = body.sku().tier() == null ? body.sku().name() : body.sku().tier();
        }
        KeptProperties standing = WorkspaceMapper.passive(row.passiveProperties, json);
        KeptProperties passive = all ? standing.ofNetworkAlone() : standing;
        row.passiveProperties = WorkspaceMapper.write(passive.with(given), json);
        row.modifiedAt = clock.instant();
        row.modifiedBy = caller.displayName();
        row.modifiedByType = type(caller);
    }

    private WorkspaceEntity require(ArmResourceId id) {
        WorkspaceEntity row = rows.locked(id.key());
        if (row == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return row;
    }

    private static void requireIdle(WorkspaceEntity row) {
        if (!row.provisioningState.equals("Succeeded") && !row.provisioningState.equals("Failed")) {
            throw new AzureFault(
                    409,
                    "Conflict",
                    "The workspace '"
                            + ArmResourceId.parse(row.id).name()
                            + "' is in state '"
                            + row.provisioningState
                            + "': wait for the operation that is under way.");
        }
    }

    private WorkspaceBody body(WorkspaceEntity row) {
        WorkspaceLinks own = links.of(List.of(row.key)).get(row.key);
        return WorkspaceMapper.body(row, own, addresses, json);
    }

    private static String id(String given, ArmResourceId made) {
        return given == null ? made.toString() : ArmResourceId.parse(given).toString();
    }

    private static String type(Caller caller) {
        return caller.userPrincipalName() == null ? "Application" : "User";
    }
}
