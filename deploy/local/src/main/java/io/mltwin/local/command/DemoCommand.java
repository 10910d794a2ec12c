package io.mltwin.local.command;

import io.mltwin.local.Platform;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.compose.ComposeLayout;
import io.mltwin.local.demo.CallStory;
import io.mltwin.local.demo.Demo;
import io.mltwin.local.demo.FlowDiagrams;
import io.mltwin.local.demo.FlowFailure;
import io.mltwin.local.demo.TrainingScript;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Refusal;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trace.Traces;
import io.mltwin.local.trust.OperatorCredentials;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;

/** mltwin demo: starts what is not running yet, then plays all five flows on real data. */
@Command(
        name = "demo",
        description = "Start everything and run all five flows on real data.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMddHHmmss");

    @Option(names = "--exit", description = "End the platform after the last step.")
    private boolean exit;

    @Option(
            names = "--python",
            description =
                    "Train with the Python script instead of the Java one; serves nothing less,"
                        + " needs python3.")
    private boolean python;

    @Mixin private StartOptions options;

    private final Progress out = System.out::println;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Running> running = Running.find(options.data()).filter(Running::up);
        if (running.isPresent()) {
            Running found = running.get();
            play(
                    found.marks(),
                    found.client(),
                    found.settings(),
                    found.credentials(),
                    found.fixture(),
                    found.checkout());
            if (found.where() != Running.Where.PROCESSES) {
                return 0;
            }
            if (exit) {
                return DownCommand.end(options.data());
            }
            out.say("");
            out.say("The platform goes on running; './mltwin down' ends it.");
            return 0;
        }
        return start();
    }

    private int start() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        options.prepareFolder(checkout);
        if (!exit) {
            return new ForegroundRun(checkout, options)
                    .run(platform -> playThenStay(platform, checkout));
        }
        try (Platform platform = options.builder(checkout, Progress.toStandardOutput()).prepare()) {
            platform.start();
            play(platform, checkout);
        }
        return 0;
    }

    private void playThenStay(Platform platform, Checkout checkout)
            throws IOException, InterruptedException {
        play(platform, checkout);
        out.say("");
        out.say("The platform goes on running here; Ctrl-C ends it.");
    }

    private void play(Platform platform, Checkout checkout)
            throws IOException, InterruptedException {
        play(
                platform.folder(),
                platform.client(),
                platform.settings(),
                platform.credentials(),
                Fixture.read(checkout.fixture(), platform.settings().base()),
                checkout);
    }

    private void play(
            DataFolder folder,
            PlatformClient client,
            PlatformSettings settings,
            OperatorCredentials credentials,
            Fixture fixture,
            Checkout checkout)
            throws IOException, InterruptedException {
        Tokens tokens = new Tokens(client, settings, credentials);
        Demo demo =
                new Demo(
                                client,
                                settings,
                                tokens,
                                CallStory.names(credentials),
                                fixture,
                                checkout.fixture().getParent(),
                                python ? TrainingScript.PYTHON : TrainingScript.JAVA,
                                out)
                        .with(
                                new FlowDiagrams(
                                        new Traces(client, settings, tokens), folder.flows()));
        try {
            demo.run("demo" + LocalDateTime.now().format(NAME));
        } catch (FlowFailure failure) {
            throw new Refusal(
                    "The demo ended at "
                            + failure.getMessage()
                            + (ComposeLayout.inside()
                                    ? "\nThe services' logs: 'docker compose logs SERVICE'."
                                    : "\nThe services' logs: './mltwin logs PART'."));
        }
        out.say("");
        out.say(
                "All five flows are done. Next: "
                        + (ComposeLayout.inside() ? "docker compose ps" : "./mltwin status")
                        + ", ./mltwin env, and docs/fidelity.md for what is played and what is"
                        + " not.");
    }
}
