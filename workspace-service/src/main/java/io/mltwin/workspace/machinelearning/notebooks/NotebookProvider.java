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
 * {@code POST prepareNotebook}, a long-running operation whose result lies at {@code Location},
 * {@code POST listNotebookKeys} (API 2020-08-01 and 2022-10-01) and {@code POST
 * listNotebookAccessToken} (2022-10-01) of a workspace.
 *
 * <p>Deviation: keys and access tokens are shown by {@code listNotebookKeys/action} and {@code
 * listNotebookAccessToken/action} alone; Azure documents {@code …/read}, which every Reader has.
 */
@Singleton
class NotebookProvider implements ArmProvider {

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";
    private static final String PREPARE = "prepareNotebook";
    private static final String LIST_KEYS = "listNotebookKeys";
    private static final String LIST_TOKEN = "listNotebookAccessToken";

    private final Workspaces workspaces;
    private final Notebooks notebooks;
    private final NotebookTokens notebookTokens;
    private final Operations operations;
    private final ObjectMapper json;

    NotebookProvider(
            Workspaces workspaces,
            Notebooks notebooks,
            NotebookTokens notebookTokens,
            Operations operations,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.notebooks = notebooks;
        this.notebookTokens = notebookTokens;
        this.operations = operations;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(WORKSPACES + PREPARE, WORKSPACES + LIST_KEYS, WORKSPACES + LIST_TOKEN);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost(LIST_KEYS)) {
            return ArmAnswer.ok(json.valueToTree(notebooks.keys(call.id())));
        }
        if (call.isPost(LIST_TOKEN)) {
            return ArmAnswer.ok(json.valueToTree(notebookTokens.issue(call.id(), call.caller())));
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
