package io.mltwin.workspace.machinelearning.diagnosis;

import io.mltwin.armweb.Json;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Value;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether a workspace still has all it needs: its resources, the permissions of its identity
 * ("Enterprise security and governance", Securing compute targets and data), and copies of keys
 * that are in force. The lists about networks are empty: no network of a workspace is built here
 * that could be wrong.
 */
@Singleton
record WorkspaceDiagnosis(
        Workspaces workspaces,
        StorageCheck storage,
        VaultCheck vault,
        RegistryCheck registry,
        ComponentCheck component,
        LockCheck locks,
        GrantCheck grants,
        ProductionCheck production)
        implements OperationWorker {
    static final String NAME = "workspace-diagnosis";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        Workspace workspace = workspaces.requireReady(operation.target());
        Value value = new Value(
                List.of(),
                List.of(),
                locks.look(workspace),
                List.of(),
                storage.look(workspace, operation),
                vault.look(workspace, operation),
                registry.look(workspace, operation),
                component.look(workspace, operation),
                others(workspace, operation));
        return Progress.done(Json.tree(new DiagnosisBody(value)));
    }

    private List<Finding> others(Workspace workspace, Operation operation) {
        List<Finding> findings = new ArrayList<>(grants.ofGroupsAndWorkspace(workspace, operation));
        findings.addAll(production.look(workspace));
        return findings;
    }
}
