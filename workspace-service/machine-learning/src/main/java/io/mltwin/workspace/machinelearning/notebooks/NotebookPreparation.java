package io.mltwin.workspace.machinelearning.notebooks;

import io.mltwin.armweb.Json;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;

/** {@code prepareNotebook} goes on as an operation, whose result is the notebook resource. */
@Singleton
class NotebookPreparation implements OperationWorker {

    static final String NAME = "notebook-preparation";

    private final Notebooks notebooks;

    NotebookPreparation(Notebooks notebooks) {
        this.notebooks = notebooks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        return Progress.done(Json.tree(notebooks.prepare(operation.target())));
    }
}
