package io.mltwin.workspace.machinelearning.notebooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;

/** {@code prepareNotebook} goes on as an operation, whose result is the notebook resource. */
@Singleton
class NotebookPreparation implements OperationWorker {

    static final String NAME = "notebook-preparation";

    private final Notebooks notebooks;
    private final ObjectMapper json;

    NotebookPreparation(Notebooks notebooks, ObjectMapper json) {
        this.notebooks = notebooks;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        return Progress.done(json.valueToTree(notebooks.prepare(operation.target())));
    }
}
