package io.mltwin.testkit;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.process.BackgroundCall;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a service under {@code @QuarkusTest} what the launcher would: a real PostgreSQL database, trust
 * material, free ports, and plays the other services ({@link TestPlatform}).
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(PlatformTestResource.class)
 * class KeyVaultResourceTest {
 *     @FromPlatform TestIssuer issuer;
 * }</pre>
 *
 * <p>Arguments: {@code service} (default: from the module's folder or the one around it); any other one is a setting of the
 * service, {@code mltwin.delay.role}. Which PostgreSQL it is tells {@link TestDatabase}. There is no
 * Kafka: what a service publishes and reads is shown by unit tests and end to end.
 */
public final class PlatformTestResource implements QuarkusTestResourceLifecycleManager {

    private static final String MODULE_SUFFIX = "-service";

    private String service = serviceOfModule();
    private final Map<String, String> settings = new HashMap<>();
    private TestPlatform platform;
    private TestDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        Map<String, String> rest = new HashMap<>(arguments);
        String named = rest.remove("service");
        service = named == null ? service : named;
        settings.putAll(rest);
    }

    private static String serviceOfModule() {
        Path module = Path.of("").toAbsolutePath();
        return Stream.of(module, module.getParent())
                .map(folder -> folder.getFileName().toString())
                .filter(name -> name.endsWith(MODULE_SUFFIX))
                .map(name -> name.substring(0, name.length() - MODULE_SUFFIX.length()))
                .findFirst()
                .orElseGet(() -> module.getFileName().toString());
    }

    @Override
    public Map<String, String> start() {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        System.setProperty("vertx.disableURIValidation", "true");
        try {
            BackgroundCall<Optional<SharedServer>> server = BackgroundCall.begin("test-postgres", TestDatabase::shared);
            platform = TestPlatform.around(service);
            database = TestDatabase.open(platform, server.join());
            return configuration();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The platform around " + service + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the platform around " + service + " started", e);
        }
    }

    private Map<String, String> configuration() throws IOException {
        DataFolder folder = platform.trust().folder();
        Ports ports = platform.trust().ports();
        String port = String.valueOf(ports.of(platform.underTest()));
        DataFolder.createPrivate(folder.dataOf(service));
        Map<String, String> all = new HashMap<>();
        all.put("mltwin.service", service);
        all.put("mltwin.base", platform.trust().base());
        all.put("mltwin.port-base", String.valueOf(ports.base()));
        all.put("mltwin.port", port);
        all.put("mltwin.bind", "127.0.0.1");
        all.put("mltwin.trust-dir", folder.trust().toString());
        all.put("mltwin.private-dir", folder.privateOf(service).toString());
        all.put("mltwin.data-dir", folder.dataOf(service).toString());
        all.put("mltwin.database.url", database.url());
        all.put("mltwin.database.username", database.user());
        all.put("mltwin.database.password", database.password());
        all.put("mltwin.kafka.bootstrap-servers", "localhost:" + ports.kafka());
        all.put("mltwin.java-home", System.getProperty("java.home"));
        if (platform.underTest() == PlatformService.COMPUTE || platform.underTest() == PlatformService.SCORING) {
            all.put("mltwin.environments-dir", Checkout.find().environments().toString());
            all.put("mltwin.node-jar", Checkout.find().nodeJar().toString());
        }
        all.put("quarkus.http.test-ssl-port", port);
        all.put("quarkus.http.test-port", "0");
        all.putAll(settings);
        return all;
    }

    @Override
    public void inject(TestInjector injector) {
        for (Object part : List.of(
                platform,
                platform.issuer(),
                platform.decisions(),
                platform.calls(),
                platform.service(),
                AssertedArm.ofSomebody(platform.service(), platform.issuer()),
                database)) {
            Class<?> type = part instanceof TestDatabase ? TestDatabase.class : part.getClass();
            injector.injectIntoFields(part, new TestInjector.AnnotatedAndMatchesType(FromPlatform.class, type));
        }
    }

    @Override
    public void stop() {
        // each is closed even when the one before could not be
        List<AutoCloseable> parts = Stream.<AutoCloseable>of(database, platform)
                .filter(Objects::nonNull)
                .toList();
        database = null;
        platform = null;
        IllegalStateException failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failure = new IllegalStateException(
                        "The platform around " + service + " could not be stopped: " + e.getMessage(), e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
