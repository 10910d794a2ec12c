package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.conflictIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.workspace.machinelearning.WorkspaceEntity.WorkspaceRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The workspaces there are, and how far the provisioning of each has come. */
@ApplicationScoped
public class Workspaces implements ProvisioningProgress {

    private static final String SUCCEEDED = "Succeeded";

    private final WorkspaceRepository rows;
    private final GrantRepository grants;

    public Workspaces(WorkspaceRepository rows, GrantRepository grants) {
        this.rows = rows;
        this.grants = grants;
    }

    @Override
    @Transactional
    public Optional<Workspace> find(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).map(WorkspaceMapper::view);
    }

    @Transactional
    public Optional<Workspace> findByKey(String key) {
        return rows.findByIdOptional(key).map(WorkspaceMapper::view);
    }

    /**
     * A workspace that stands.
     *
     * @throws AzureException 404, or 409 while it is made, has failed, or is deleted
     */
    @Transactional
    public Workspace requireReady(ArmResourceId id) {
        Workspace workspace = find(id).orElseThrow(() -> resourceNotFound(id));
        conflictIf(
                !workspace.provisioningState().equals(SUCCEEDED),
                "Conflict",
                "The workspace '%s' is in state '%s'; this needs one that stands.",
                id.name(),
                workspace.provisioningState());
        return workspace;
    }

    /**
     * A workspace that stands, held as it is until the end of the caller's transaction.
     *
     * @throws AzureException as {@link #requireReady} does
     */
    @Transactional
    public Workspace holdReady(ArmResourceId id) {
        rows.locked(id.key());
        return requireReady(id);
    }

    @Override
    @Transactional
    public void stepDone(ArmResourceId id, String next) {
        require(id).nextStep = next;
    }

    @Transactional
    public void vaultReady(ArmResourceId id, String vaultUri) {
        require(id).vaultUri = vaultUri;
    }

    @Transactional
    public void registryReady(ArmResourceId id, String loginServer) {
        require(id).registryLoginServer = loginServer;
    }

    @Transactional
    public void insightsReady(ArmResourceId id, String instrumentationKey) {
        require(id).instrumentationKey = instrumentationKey;
    }

    @Transactional
    public void identityKeyMade(ArmResourceId id, byte[] wrappedKey) {
        require(id).identityWrappedKey = wrappedKey;
    }

    @Transactional
    public void identityRegistered(ArmResourceId id, String objectId, String clientId) {
        WorkspaceEntity row = require(id);
        row.identityObjectId = objectId;
        row.identityClientId = clientId;
    }

    /** Noted before it is made, so that it is taken back with the workspace whatever happens. */
    @Transactional
    public void granting(ArmResourceId id, ArmResourceId assignment) {
        GrantEntity.Key key = new GrantEntity.Key(id.key(), assignment.toString());
        if (grants.findById(key) == null) {
            GrantEntity grant = new GrantEntity();
            grant.key = key;
            grants.persist(grant);
        }
    }

    @Transactional
    public List<ArmResourceId> grants(ArmResourceId id) {
        return grants.of(id.key()).stream()
                .map(grant -> ArmResourceId.parse(grant.key.assignmentId()))
                .toList();
    }

    /** Returns the identities that were removed from the workspace and must still be deleted. */
    @Transactional
    public List<HostedIdentity> leavingIdentities(ArmResourceId id) {
        return rows.findByIdOptional(id.key())
                .map(row -> HostedIdentity.read(row.leavingIdentities))
                .orElse(List.of());
    }

    @Transactional
    public void leavingIdentitiesEnded(ArmResourceId id) {
        require(id).leavingIdentities = null;
    }

    @Override
    @Transactional
    public void succeeded(ArmResourceId id) {
        WorkspaceEntity row = require(id);
        row.provisioningState = SUCCEEDED;
        row.nextStep = null;
        row.failureCode = null;
        row.failureMessage = null;
    }

    @Override
    @Transactional
    public void failed(ArmResourceId id, AzureException fault) {
        WorkspaceEntity row = rows.locked(id.key());
        if (row != null) {
            row.provisioningState = "Failed";
            row.failureCode = fault.code();
            row.failureMessage = fault.getMessage();
        }
    }

    /** The deletion failed halfway: the next PUT starts from the beginning. */
    @Transactional
    public void deletionFailed(ArmResourceId id, AzureException fault, String firstStep) {
        failed(id, fault);
        WorkspaceEntity row = rows.locked(id.key());
        if (row != null) {
            row.nextStep = firstStep;
        }
    }

    @Transactional
    public void deleted(ArmResourceId id) {
        rows.deleteById(id.key());
    }

    private WorkspaceEntity require(ArmResourceId id) {
        WorkspaceEntity row = rows.locked(id.key());
        conflictIf(row == null, "Conflict", "The workspace '%s' was deleted meanwhile.", id.name());
        return row;
    }

    /** Role assignments by workspace. */
    @Singleton
    static class GrantRepository implements PanacheRepositoryBase<GrantEntity, GrantEntity.Key> {

        List<GrantEntity> of(String workspaceKey) {
            return list("key.workspaceKey = ?1", workspaceKey);
        }
    }
}
