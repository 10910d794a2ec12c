package io.mltwin.local.command;

import io.mltwin.local.Platform;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.compose.ComposeLayout;
import io.mltwin.local.demo.Demo;
import io.mltwin.local.demo.DemoOutput;
import io.mltwin.local.demo.EntryScript;
import io.mltwin.local.demo.FlowDiagrams;
import io.mltwin.local.demo.FlowException;
import io.mltwin.local.demo.TrainingScript;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trace.Traces;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin demo: starts what is not running yet, then plays all five flows on real data. */
@Command(
        name = "demo",
        description = "Start everything and run all five flows on real data.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMddHHmmss");

    @Option(names = "--exit", description = "End the platform after the last step, if this demo started it.")
    private boolean exit;

    @ArgGroup
    private Language language = new Language();

    /** The language of the training script. */
    static final class Language {
        @Option(
                names = "--python",
                description = "Train with the Python script, with scikit-learn where it is installed;"
                        + " needs python3. The default on a machine with Debian's"
                        + " python3-sklearn, unless in containers.")
        private boolean python;

        @Option(
                names = "--java",
                description = "Train with the Java script, which uses Tribuo; else the default. Either"
                        + " model is served by a Java script, and where python3 is by a"
                        + " Python script too.")
        private boolean java;

        TrainingScript script(boolean onThisMachine) {
            if (python) {
                return TrainingScript.PYTHON;
            }
            return java || !onThisMachine ? TrainingScript.JAVA : TrainingScript.ofMachine();
        }
    }

    @Option(
            names = "--calls",
            description = "Print each call with its token's issuer, audience and scope, not a summary.")
    private boolean calls;

    @Mixin
    private StartOptions options;

    private final DemoOutput out = new DemoOutput(System.out::println, CommandLine.Help.Ansi.AUTO.enabled());

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<RunningPlatform> running = options.isNew()
                ? Optional.empty()
                : RunningPlatform.find(options.data()).filter(RunningPlatform::up);
        if (running.isPresent()) {
            RunningPlatform found = running.get();
            play(
                    found.marks(),
                    found.client(),
                    found.settings(),
                    found.credentials(),
                    found.fixture(),
                    found.checkout(),
                    found.where() == RunningPlatform.Where.PROCESSES,
                    found.folder().logs());
            if (found.where() != RunningPlatform.Where.PROCESSES) {
                return 0;
            }
            out.say("");
            out.say("The platform was not started by this demo, so it goes on running; './mltwin down' ends it.");
            return 0;
        }
        return start();
    }

    private int start() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        options.prepareFolder(checkout);
        if (!exit) {
            return new ForegroundRun(checkout, options).run(platform -> playThenStay(platform, checkout));
        }
        try (Platform platform =
                options.builder(checkout, Progress.toStandardOutput()).prepare()) {
            platform.start();
            play(platform, checkout);
        }
        return 0;
    }

    private void playThenStay(Platform platform, Checkout checkout) throws IOException, InterruptedException {
        play(platform, checkout);
        out.say("");
        out.say("The platform goes on running here; Ctrl-C ends it.");
    }

    private void play(Platform platform, Checkout checkout) throws IOException, InterruptedException {
        try {
            play(
                    platform.folder(),
                    platform.client(),
                    platform.settings(),
                    platform.credentials(),
                    Fixture.read(checkout.fixture(), platform.settings().base()),
                    checkout,
                    true,
                    platform.lastingLogs());
        } catch (IOException | RuntimeException e) {
            platform.keepLogs();
            throw e;
        }
    }

    private void play(
            DataFolder folder,
            PlatformClient client,
            PlatformSettings settings,
            OperatorCredentials credentials,
            Fixture fixture,
            Checkout checkout,
            boolean onThisMachine,
            Path logs)
            throws IOException, InterruptedException {
        TrainingScript script = language.script(onThisMachine);
        boolean hasPython =
                !onThisMachine || EntryScript.hasPython(System.getenv().getOrDefault("PATH", ""));
        Demo demo = new Demo(
                        client,
                        settings,
                        credentials,
                        fixture,
                        checkout.fixture().getParent(),
                        script,
                        EntryScript.all(script, hasPython),
                        out)
                .with(new FlowDiagrams(
                        new Traces(client, settings, new Tokens(client, settings, credentials)), folder.flows()))
                .withAllCalls(calls);
        try {
            demo.run("demo" + LocalDateTime.now().format(NAME));
        } catch (FlowException failure) {
            throw new RefusalException("The demo ended at "
                    + failure.getMessage()
                    + "\n"
                    + new FailureLogs(folder, logs).tell(failure.service()));
        }
        out.say("");
        out.say("All five flows are done. Next: "
                + (ComposeLayout.inside() ? "docker compose ps" : "./mltwin status")
                + ", ./mltwin env, and docs/fidelity.md for what is played and what is"
                + " not.");
        out.say("The console shows all of it in a browser: "
                + settings.consoleUrl()
                + (ComposeLayout.inside() ? "" : ", which './mltwin console' opens"));
    }
}
