package io.mltwin.compute.automl;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
}
