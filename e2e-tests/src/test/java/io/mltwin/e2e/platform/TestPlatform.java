package io.mltwin.e2e.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.CallStory;
import io.mltwin.local.demo.Demo;
import io.mltwin.local.demo.DemoOutput;
import io.mltwin.local.demo.EntryScript;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.demo.TrainingScript;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignInPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * The packaged services, PostgreSQL and Kafka, started with empty stores and ended when the tests
 * end: as processes or as containers, see {@link Target}.
 */
public final class TestPlatform implements SignInPlatform {
    private static final Started SHARED = new Started();
    private static final Started DISTURBED = new Started();

    private final RunningPlatform platform;
    private final Fixture fixture;
    private final Path seed;
    private FlowState flows;
    private List<JsonNode> callsOfRun;

    private TestPlatform(RunningPlatform platform, Fixture fixture, Path seed) {
        this.platform = platform;
        this.fixture = fixture;
        this.seed = seed;
    }

    public static TestPlatform get() {
        return SHARED.get();
    }

    /**
     * The platform of tests that are {@link Disturbing}: another one on processes, so that others
     * go on meanwhile; on Compose there is one.
     */
    public static TestPlatform disturbed() {
        return Target.chosen() == Target.PROCESSES ? DISTURBED.get() : get();
    }

    /** A platform that is started when the first test asks for it. */
    private static final class Started {
        private TestPlatform platform;

        synchronized TestPlatform get() {
            if (platform == null) {
                platform = start();
            }
            return platform;
        }
    }

    private static TestPlatform start() {
        // as every service does: under the first compiler alone the JDK's own AES is so slow that
        // the suite would measure itself
        CryptoProvider.load().ifPresent(provider -> Security.insertProviderAt(provider, 1));
        try {
            Checkout checkout = Checkout.find();
            RunningPlatform platform = switch (Target.chosen()) {
                case PROCESSES -> ProcessPlatform.start(checkout);
                case COMPOSE -> ComposePlatform.start(checkout);
            };
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

    /** All five flows, played once; later tests look at what they left. */
    public synchronized FlowState flows() throws IOException, InterruptedException {
        if (flows == null) {
            flows = demo(TrainingScript.JAVA).run("flows");
            // services keep the newest calls alone, and other tests make many
            callsOfRun = story().of("none", flows.runId());
        }
        return flows;
    }

    /** The calls that the flows' run made, as they were kept when it had ended. */
    public synchronized List<JsonNode> callsOfRun() throws IOException, InterruptedException {
        flows();
        return callsOfRun;
    }

    /** Back to the fixture: what earlier tests left is gone, later ones play the flows again. */
    public synchronized long reset() throws IOException, InterruptedException {
        flows = null;
        return platform.reset();
    }

    public Demo demo(TrainingScript script) throws IOException {
        return new Demo(
                client(),
                platform.settings(),
                platform.credentials(),
                fixture,
                seed,
                script,
                EntryScript.all(script, false),
                new DemoOutput(Progress.toStandardOutput(), false));
    }

    public RunningPlatform platform() {
        return platform;
    }

    public Fixture fixture() {
        return fixture;
    }

    public PlatformClient client() {
        return platform.client();
    }

    public FlowClient flowClient() {
        return new FlowClient(client());
    }

    public Tokens tokens() {
        return new Tokens(client(), platform.settings(), platform.credentials());
    }

    public Azure azure() {
        return new Azure(platform.settings(), tokens());
    }

    public CallStory story() {
        return new CallStory(client(), platform.settings(), tokens(), CallStory.names(platform.credentials()));
    }

    public int port(PlatformService service) {
        return platform.settings().ports().of(service);
    }

    /** {@code https://label.BASE:port} */
    public String host(String label, PlatformService service) {
        return "https://" + label + "." + platform.settings().base() + ":" + port(service);
    }

    @Override
    public OperatorCredentials.User user(String name) {
        return platform.credentials().users().get(name);
    }

    @Override
    public OperatorCredentials.ServicePrincipal application(String name) {
        return platform.credentials().servicePrincipals().get(name);
    }

    @Override
    public String origin() {
        return host("login", PlatformService.IDENTITY);
    }

    @Override
    public Answer send(String method, String address, BodyPublisher body, Map<String, String> headers)
            throws IOException {
        FlowClient.Answer answer = flowClient().send(method, address, null, body, headers);
        return new Answer(answer.request(), answer.status(), answer.headers(), answer.bytes());
    }

    @Override
    public void seed(ObjectNode body) {
        try {
            flowClient()
                    .json(
                            "PUT",
                            "https://localhost:" + port(PlatformService.IDENTITY) + "/_mltwin/seed",
                            tokens().administrator(),
                            body)
                    .expect(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String subscription() {
        return "/subscriptions/" + fixture.resourceGroup().subscriptionId();
    }
}
