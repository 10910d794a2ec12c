package io.mltwin.e2e;

import io.mltwin.local.Platform;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.CallStory;
import io.mltwin.local.demo.Demo;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.demo.TrainingScript;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The packaged services, PostgreSQL and Kafka as processes of their own, started once for all tests
 * on free ports and an empty data folder, ended when the tests end.
 */
final class TestPlatform {
    private static TestPlatform started;

    private final Platform platform;
    private final Fixture fixture;
    private final Path seed;
    private FlowState flows;

    private TestPlatform(Platform platform, Fixture fixture, Path seed) {
        this.platform = platform;
        this.fixture = fixture;
        this.seed = seed;
    }

    static synchronized TestPlatform get() {
        if (started == null) {
            started = start();
        }
        return started;
    }

    private static TestPlatform start() {
        try {
            Checkout checkout = Checkout.find();
            Path data = Files.createTempDirectory("mltwin-e2e-");
            Platform platform =
                    Platform.builder(data)
                            .checkout(checkout.root())
                            .freePorts()
                            .ephemeral(true)
                            .progress(Progress.toStandardOutput())
                            .prepare();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(platform)));
            platform.start();
            return new TestPlatform(
                    platform,
                    Fixture.read(checkout.fixture(), platform.settings().base()),
                    checkout.fixture().getParent());
        } catch (IOException e) {
            throw new IllegalStateException("The platform did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void close(Platform platform) {
        try {
            platform.close();
        } catch (IOException e) {
            System.err.println("The platform did not stop: " + e.getMessage());
        }
    }

    /** All five flows, played once; later tests look at what they left. */
    synchronized FlowState flows() throws IOException, InterruptedException {
        if (flows == null) {
            flows = demo(TrainingScript.JAVA).run("flows");
        }
        return flows;
    }

    /** Back to the fixture: what earlier tests left is gone, later ones play the flows anew. */
    synchronized long reset() throws IOException, InterruptedException {
        flows = null;
        return platform.reset();
    }

    Demo demo(TrainingScript script) throws IOException {
        return new Demo(
                client(),
                platform.settings(),
                tokens(),
                CallStory.names(platform.credentials()),
                fixture,
                seed,
                script,
                Progress.toStandardOutput());
    }

    Platform platform() {
        return platform;
    }

    Fixture fixture() {
        return fixture;
    }

    PlatformClient client() {
        return platform.client();
    }

    FlowClient flowClient() {
        return new FlowClient(client());
    }

    Tokens tokens() {
        return new Tokens(client(), platform.settings(), platform.credentials());
    }

    Azure azure() {
        return new Azure(platform.settings(), tokens());
    }

    CallStory story() {
        return new CallStory(
                client(), platform.settings(), tokens(), CallStory.names(platform.credentials()));
    }

    int port(PlatformService service) {
        return platform.settings().ports().of(service);
    }

    /** {@code https://label.BASE:port} */
    String host(String label, PlatformService service) {
        return "https://" + label + "." + platform.settings().base() + ":" + port(service);
    }

    String subscription() {
        return "/subscriptions/" + fixture.resourceGroup().subscriptionId();
    }
}
