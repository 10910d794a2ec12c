package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;
import static io.mltwin.encoding.Absence.isEmpty;

import java.util.Arrays;

/** {@code ViewType} of MLflow: which of what is deleted and what is not. */
enum LifecycleView {
    ACTIVE_ONLY,
    DELETED_ONLY,
    ALL;

    /** The view of a name; without one only what is active. */
    static LifecycleView parse(String text) {
        if (isEmpty(text)) {
            return ACTIVE_ONLY;
        }
        return Arrays.stream(values())
                .filter(view -> view.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("'%s' is no view; use one of %s.", text, Arrays.toString(values())));
    }

    /** MLflow's {@code lifecycle_stage}. */
    static String stage(boolean deleted) {
        return deleted ? "deleted" : "active";
    }
}
