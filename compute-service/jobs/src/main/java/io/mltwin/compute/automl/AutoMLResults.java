package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.automl.TrialScores.Score;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.runs.ChildRuns.Child;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the results of a job's trials to its run. */
@Singleton
record AutoMLResults(ScalarMetrics metrics, RunService runs) {

    private static final String PROBLEM = "ProblemInfoJsonString";

    /** Returns the scores of the trials that have completed with one. */
    TrialScores scores(AutoMLLead lead) {
        AutoMLPlan plan = lead.plan();
        List<String> completed = new ArrayList<>();
        Map<String, Integer> numbers = new TreeMap<>();
        for (int number = 0; number < lead.trials(); number++) {
            Child trial = lead.children().get(AutoMLChildJobs.trialId(lead.id(), number));
            if (trial != null && trial.status() == RunStatus.Completed) {
                completed.add(trial.runId());
                numbers.put(trial.runId(), number);
            }
        }
        Map<String, List<ScalarPoint>> logged = metrics.latest(lead.history(), completed);
        List<Score> scores = new ArrayList<>();
        for (String trial : completed) {
            logged.getOrDefault(trial, List.of()).stream()
                    .filter(point -> point.name().equals(plan.metric().loggedName()))
                    .filter(point -> Double.isFinite(point.value()))
                    .findFirst()
                    .ifPresent(point -> scores.add(new Score(trial, numbers.get(trial), point.value())));
        }
        return new TrialScores(plan.metric(), scores);
    }

    /** Shows on the job's run what its setup has found out about the table. */
    void describeProblem(RunHistory history, String parent) {
        String problem = runs.get(history, null, AutoMLChildJobs.setupId(parent))
                .properties()
                .get(PROBLEM);
        if (problem != null) {
            runs.describe(history, parent, Map.of(PROBLEM, problem));
        }
    }

    /** Shows the trials on the job's run, in the tags that Azure's clients read. */
    void describeBest(RunHistory history, String parent, TrialScores trials, Score best) {
        List<RunBody> bodies = trials.scores().stream()
                .map(score -> runs.get(history, null, score.runId()))
                .toList();
        Map<String, String> tags = new TreeMap<>();
        tags.put("automl_best_child_run_id", best.runId());
        tags.put("score_000", joined(trials.scores(), score -> Double.toString(score.value())));
        tags.put("iteration_000", joined(trials.scores(), score -> Integer.toString(score.number())));
        for (String property :
                List.of("pipeline_id", "fit_time", "training_percent", "run_preprocessor", "run_algorithm")) {
            tags.put(property + "_000", joined(bodies, run -> run.properties().getOrDefault(property, "")));
        }
        runs.modifyTags(history, null, parent, tags, List.of(), Actor.SERVICE);
        showBestModel(history, parent, best);
    }

    /** Names the model among the artifacts of the best trial as the output of the job. */
    private void showBestModel(RunHistory history, String parent, Score best) {
        ObjectNode definition = runs.get(history, null, parent).runDefinition().deepCopy();
        definition
                .withObject("/outputs/" + AutoMLValidator.BEST_MODEL)
                .put("jobOutputType", "mlflow_model")
                .put("mode", "ReadWriteMount")
                .put(
                        "uri",
                        "azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid."
                                + best.runId()
                                + "/outputs/mlflow-model");
        runs.update(
                history,
                null,
                parent,
                CreateRunRequest.of(parent).runDefinition(definition).build(),
                Actor.SERVICE);
    }

    private static <T> String joined(List<T> all, Function<T, String> text) {
        return all.stream().map(text).collect(Collectors.joining(";"));
    }
}
