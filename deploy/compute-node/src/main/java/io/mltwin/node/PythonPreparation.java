package io.mltwin.node;

import io.mltwin.node.PythonEnvironments.PreparationException;
import io.mltwin.node.PythonEnvironments.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The preparation of one run's Python environment, with its log among the artifacts of the run. */
final class PythonPreparation {

    /** The name of the log of the build among the artifacts of a run. */
    static final String LOG = "logs/azureml/20_image_build_log.txt";

    private final PythonEnvironments environments;
    private final JobBody job;
    private final Optional<Path> python;

    /**
     * @param own the variables of the node: no path of the user's leads to its Python
     */
    PythonPreparation(
            PythonEnvironments environments,
            JobBody job,
            Predicate<Path> isVisible,
            Map<String, String> own) {
        this.environments = environments;
        this.job = job;
        this.python =
                ScriptProcess.find(
                        "python3", own.getOrDefault("PATH", "/usr/local/bin:/usr/bin"), isVisible);
    }

    Prepared run(Consumer<String> log, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        if (job.environment().asksForPython() && python.isEmpty()) {
            throw new PreparationException("this machine has no python3");
        }
        return environments.prepare(job.environment(), python.orElse(null), log, isCanceled);
    }

    /** Stores the log of the build; one that cannot be stored ends no run. */
    void storeLog(RunFiles blobs, Consumer<String> log) {
        Optional<Path> file = environments.log().filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return;
        }
        try {
            blobs.upload(job.outputUpload(), LOG, file.get(), "text/plain; charset=utf-8");
        } catch (IOException e) {
            log.accept("The log of the environment is not stored: " + e.getMessage());
        }
    }
}
