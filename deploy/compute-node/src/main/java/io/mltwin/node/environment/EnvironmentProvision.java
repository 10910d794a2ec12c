package io.mltwin.node.environment;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.image.EnvironmentImage;
import io.mltwin.node.image.EnvironmentImages;
import io.mltwin.node.image.EnvironmentLayer;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Provides one environment on this machine: from its image in the workspace's container registry,
 * or by building it and pushing its image, which one node of all machines does.
 */
final class EnvironmentProvision {

    private static final long LOOK_MILLIS = 500;
    private static final String MARKER = ".json";
    private static final String LAYER = ".layer";

    /** The folder of environments in an image of Azure ML. */
    private static final String HOME = "/azureml-envs/";

    private final Asked asked;
    private final PythonBuild build;
    private final Path root;
    private final EnvironmentImages images;
    private final Clock clock;

    /**
     * @param build of the environment, in a folder of its key
     * @param root where the folders of environments lie
     */
    EnvironmentProvision(Asked asked, PythonBuild build, Path root, EnvironmentImages images, Clock clock) {
        this.asked = asked;
        this.build = build;
        this.root = root;
        this.images = images;
        this.clock = clock;
    }

    /**
     * The environment that a run asks for.
     *
     * @param facts what the key is the hash of
     */
    record Asked(
            String key,
            JobBody.Environment environment,
            SystemPython system,
            Map<String, Object> facts,
            Consumer<String> steps,
            BooleanSupplier isCanceled) {

        /** Returns the name that Azure ML gives to an environment and its image. */
        String name() {
            return "azureml_" + key;
        }

        String home() {
            return HOME + name();
        }

        void say(String step) {
            steps.accept("  " + step);
        }

        boolean canceled() {
            return isCanceled.getAsBoolean();
        }
    }

    /** Returns when the environment is here, or when the run is canceled. */
    void provide() throws IOException, InterruptedException, PreparationException {
        boolean isHere = isPrepared();
        Optional<EnvironmentImages.Repository> repository = images.find(asked.name());
        if (repository.isEmpty()) {
            if (!isHere) {
                asked.say("There is no container registry for its image: it stays on this node");
                install();
            }
            return;
        }
        boolean isBuilt = awaitImage(repository.get(), isHere);
        if (!isBuilt && !isHere && !asked.canceled()) {
            pull(repository.get());
        }
        if (!asked.canceled()) {
            repository.get().report(asked.system().minorVersion());
        }
    }

    /**
     * Returns when the registry has the image, which one node builds where it has none.
     *
     * @return whether this node built it
     */
    private boolean awaitImage(EnvironmentImages.Repository repository, boolean isHere)
            throws IOException, InterruptedException, PreparationException {
        boolean waits = false;
        while (!asked.canceled() && !repository.hasImage()) {
            if (repository.claimBuild()) {
                try {
                    // another node may have pushed it between the question and the claim
                    return !repository.hasImage() && installAndPush(repository, isHere);
                } finally {
                    release(repository);
                }
            }
            if (!waits) {
                asked.say("Another node builds " + repository.reference() + ", which is waited for");
                waits = true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private boolean installAndPush(EnvironmentImages.Repository repository, boolean isHere)
            throws IOException, InterruptedException, PreparationException {
        if (!isHere) {
            install();
        }
        if (!asked.canceled()) {
            push(repository);
        }
        return true;
    }

    private void install() throws IOException, InterruptedException, PreparationException {
        List<String> requirements = asked.environment().requirements();
        asked.say("pip installs " + requirements.size() + " requirements into the environment " + asked.key());
        build.run(asked.system().program(), requirements, asked.isCanceled());
        finish();
        if (!asked.canceled()) {
            asked.say("The environment " + asked.key() + " is built");
        }
    }

    private void push(EnvironmentImages.Repository repository) throws IOException {
        String name = "The image " + repository.reference();
        Path file = file(LAYER);
        try {
            EnvironmentLayer layer = EnvironmentLayer.pack(
                    root.resolve(asked.key()).resolve(PythonBuild.ENVIRONMENT), asked.home(), file);
            EnvironmentImage image = EnvironmentImage.of(asked.environment(), asked.home(), layer);
            note("Pushing " + repository.reference() + ", layer " + layer.digest());
            repository.push(layer, image);
            String pushed = name + " is pushed: " + EnvironmentImage.digest(image.manifest());
            note(pushed);
            asked.say(pushed);
        } catch (IOException e) {
            note(name + " cannot be pushed: " + e.getMessage());
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void pull(EnvironmentImages.Repository repository)
            throws IOException, InterruptedException, PreparationException {
        String pulled = "The image " + repository.reference() + " is pulled: nothing is built";
        asked.say(pulled);
        Path file = file(LAYER);
        try {
            repository.pull(file);
            build.unpack(asked.system().program(), file, asked.home(), asked.isCanceled());
            note(pulled);
        } finally {
            Files.deleteIfExists(file);
        }
        finish();
    }

    /** Gives the claim back; one that is not given back ends with the run of this node. */
    private void release(EnvironmentImages.Repository repository) {
        try {
            repository.releaseBuild();
        } catch (IOException e) {
            asked.say("Others are not told that the build has ended: " + e.getMessage());
        }
    }

    private boolean isPrepared() {
        boolean isPrepared = Files.exists(file(MARKER)) && Files.isDirectory(root.resolve(asked.key()));
        if (isPrepared) {
            asked.say("The environment " + asked.key() + " is prepared already: nothing is built");
        }
        return isPrepared;
    }

    /** Marks the environment as whole. */
    private void finish() throws IOException {
        if (asked.canceled()) {
            return;
        }
        Path fresh = file(".new");
        Map<String, Object> facts = new TreeMap<>(asked.facts());
        facts.put("built", clock.instant().toString());
        Files.write(fresh, NodeHttp.JSON.writeValueAsBytes(facts));
        Files.move(fresh, file(MARKER), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Adds a line to the log of the build. */
    private void note(String line) throws IOException {
        Files.writeString(file(".log"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file(String suffix) {
        return root.resolve(asked.key() + suffix);
    }
}
