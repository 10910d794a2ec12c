package io.mltwin.compute.automl;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.automl.AutoMLPlan.TrialPipeline;
import io.mltwin.encoding.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The learners of each task, in the order in which they are tried. */
@Singleton
class Learners {

    private static final String RESOURCE = "/automl/learners.json";

    private final Map<String, OfTask> tasks;

    Learners() {
        try (InputStream in = Learners.class.getResourceAsStream(RESOURCE)) {
            this.tasks = Json.read(in.readAllBytes(), new TypeReference<Map<String, OfTask>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    /**
     * The learners of one task.
     *
     * @param unbuilt Azure's algorithms that have none
     */
    record OfTask(List<String> unbuilt, List<Learner> learners) {}

    /** Returns the algorithms of a task. */
    List<String> algorithms(AutoMLTask task) {
        return of(task).learners().stream().map(Learner::algorithm).toList();
    }

    /** Returns Azure's algorithms of a task that have no learner. */
    List<String> unbuilt(AutoMLTask task) {
        return of(task).unbuilt();
    }

    /** Returns the pipelines of some algorithms: the usual one of each, then the second of each. */
    List<TrialPipeline> pipelines(AutoMLTask task, List<String> algorithms) {
        List<Learner> learners = of(task).learners().stream()
                .filter(learner -> algorithms.contains(learner.algorithm()))
                .toList();
        int most = learners.stream().mapToInt(Learner::size).max().orElse(0);
        List<TrialPipeline> pipelines = new ArrayList<>();
        for (int number = 0; number < most; number++) {
            for (Learner learner : learners) {
                if (number < learner.size()) {
                    pipelines.add(learner.pipeline(number));
                }
            }
        }
        return pipelines;
    }

    private OfTask of(AutoMLTask task) {
        return tasks.get(task.azureName());
    }

    /**
     * A training algorithm of Azure's with the hyperparameters that are tried.
     *
     * @param algorithm as Azure names it
     * @param module of scikit-learn
     * @param estimator its class
     * @param scalers that are tried before it, the usual one first
     * @param fixed hyperparameters that every trial has
     * @param choices values that are tried, the usual ones first
     */
    record Learner(
            String algorithm,
            String module,
            String estimator,
            List<String> scalers,
            Map<String, JsonNode> fixed,
            LinkedHashMap<String, List<JsonNode>> choices) {

        private static final int ID_LENGTH = 40;

        /** Counts its pipelines. */
        int size() {
            int size = scalers.size();
            for (List<JsonNode> values : choices.values()) {
                size *= values.size();
            }
            return size;
        }

        /** Returns a pipeline; number 0 has all that is usual, and the first choice changes fastest. */
        TrialPipeline pipeline(int number) {
            ObjectNode parameters = Json.object();
            fixed.forEach(parameters::set);
            int rest = number;
            for (Map.Entry<String, List<JsonNode>> choice : choices.entrySet()) {
                List<JsonNode> values = choice.getValue();
                parameters.set(choice.getKey(), values.get(rest % values.size()));
                rest /= values.size();
            }
            String scaler = scalers.get(rest);
            ObjectNode spec = Json.object();
            spec.putArray("objects")
                    .add(step("preproc", "sklearn.preprocessing", scaler, Json.object()))
                    .add(step("sklearn", module, estimator, parameters));
            spec.put("pipeline_id", Sha256.hex(spec.toString()).substring(0, ID_LENGTH));
            return new TrialPipeline(algorithm, scaler, spec);
        }

        private static ObjectNode step(String kind, String module, String name, ObjectNode parameters) {
            ObjectNode step = Json.object();
            step.put("spec_class", kind).put("module", module).put("class_name", name);
            step.putArray("param_args");
            step.set("param_kwargs", parameters);
            return step;
        }
    }
}
