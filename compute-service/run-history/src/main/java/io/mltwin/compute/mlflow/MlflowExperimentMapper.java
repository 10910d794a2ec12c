package io.mltwin.compute.mlflow;

import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.mlflow.search.SearchField;
import java.util.TreeMap;

/** Shows an experiment of run history as MLflow's. */
final class MlflowExperimentMapper {

    private MlflowExperimentMapper() {}

    static MlflowExperimentBody body(ExperimentBody experiment) {
        return new MlflowExperimentBody(
                experiment.experimentId(),
                experiment.name(),
                MlflowArtifacts.SCHEME,
                LifecycleView.stage(isDeleted(experiment)),
                updated(experiment),
                experiment.createdUtc().toEpochMilli(),
                MlflowRunMapper.pairs(new TreeMap<>(experiment.tags())));
    }

    static boolean isDeleted(ExperimentBody experiment) {
        return experiment.archivedTime() != null;
    }

    /** The value of a field of a search, null when the experiment has none. */
    static Object value(ExperimentBody experiment, SearchField field) {
        if (field.kind() == SearchField.Kind.TAG) {
            return experiment.tags().get(field.key());
        }
        return switch (field.key()) {
            case "name" -> experiment.name();
            case "experiment_id" -> experiment.experimentId();
            case "last_update_time" -> updated(experiment);
            default -> experiment.createdUtc().toEpochMilli();
        };
    }

    /** Run history keeps no time of an experiment's changes but that of its deletion. */
    private static long updated(ExperimentBody experiment) {
        return (isDeleted(experiment) ? experiment.archivedTime() : experiment.createdUtc()).toEpochMilli();
    }
}
