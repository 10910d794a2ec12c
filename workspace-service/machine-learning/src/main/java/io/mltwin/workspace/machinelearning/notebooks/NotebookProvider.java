package io.mltwin.workspace.machinelearning.notebooks;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
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
record NotebookProvider(
        Workspaces workspaces, Notebooks notebooks, NotebookTokens notebookTokens, Operations operations)
        implements ResourceProvider {
    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(WORKSPACES + "prepareNotebook")
                        .post(ResourceChange.withoutBody().apply(this::startPreparation))
                        .build(),
                ResourceType.named(WORKSPACES + "listNotebookKeys")
                        .post(call -> notebooks.keys(call.id()))
                        .build(),
                ResourceType.named(WORKSPACES + "listNotebookAccessToken")
                        .post(call -> notebookTokens.issue(call.id(), call.caller()))
                        .build());
    }

    private Outcome startPreparation(ArmCall call) {
        Workspace workspace = workspaces.requireReady(call.id());
        return Outcome.accepted(
                202,
                null,
                operations.open(call, NotebookPreparation.NAME, workspace.id().toString(), workspace.location()));
    }

    /** {@code prepareNotebook} goes on as an operation, whose result is the notebook resource. */
    @Singleton
    record NotebookPreparation(Notebooks notebooks) implements OperationWorker {
        static final String NAME = "notebook-preparation";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Progress advance(Operation operation) {
            return Progress.done(Json.tree(notebooks.prepare(operation.target())));
        }
    }
}
