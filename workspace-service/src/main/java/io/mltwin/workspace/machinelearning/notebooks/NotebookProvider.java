package io.mltwin.workspace.machinelearning.notebooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code POST prepareNotebook}, a long-running operation whose result lies at {@code Location}, and
 * {@code POST listNotebookKeys} of a workspace (API 2020-08-01 and 2022-10-01).
 *
 * <p>Deviation: the keys are shown by {@code listNotebookKeys/action} alone; Azure documents {@code
 * listNotebookKeys/read}, which every Reader has.
 */
@Singleton
class NotebookProvider implements ArmProvider {

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";
    private static final String PREPARE = "prepareNotebook";
    private static final String LIST_KEYS = "listNotebookKeys";

    private final Workspaces workspaces;
    private final Notebooks notebooks;
    private final Operations operations;
    private final ObjectMapper json;

    NotebookProvider(
            Workspaces workspaces, Notebooks notebooks, Operations operations, ObjectMapper json) {
        this.workspaces = workspaces;
        this.notebooks = notebooks;
        this.operations = operations;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(WORKSPACES + PREPARE, WORKSPACES + LIST_KEYS);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost(LIST_KEYS)) {
            return ArmAnswer.ok(json.valueToTree(notebooks.keys(call.id())));
        }
        if (!call.isPost(PREPARE)) {
            throw ArmErrors.methodNotAllowed(call);
        }
        Workspace workspace = workspaces.requireReady(call.id());
        return ArmAnswer.accepted(
                202,
                null,
                operations.open(
                        call,
                        NotebookPreparation.NAME,
                        workspace.id().toString(),
                        workspace.location()));
    }
}
