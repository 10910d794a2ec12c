package io.mltwin.local.compose;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.kafka.TopicAccess;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;

/** The launcher inside its containers: what the other commands' start of processes is outside. */
public final class ComposeOperator {
    private final Progress progress;

    public ComposeOperator(Progress progress) {
        this.progress = progress;
        if (!ComposeLayout.inside()) {
            throw new RefusalException(
                    "This command is for the containers of docker-compose.yml: run 'docker compose up --wait'.");
        }
    }

    /** Makes the trust material and hands each part its own. */
    public void trust(String base) throws IOException {
        ComposeTrust trust = new ComposeTrust(
                ComposeLayout.FOLDER, ComposeLayout.CHECKOUT.fixture(), Clock.systemUTC(), new SecureRandom());
        trust.ensure(base);
        trust.handOver();
        progress.say("the trust material for " + base + " stands");
    }

    /** Sets the rights in Kafka and seeds the fixture. */
    public void seed() throws IOException, InterruptedException {
        new ComposeSeed(ComposeLayout.FOLDER, progress).ensure();
    }

    public DataFolder folder() {
        return ComposeLayout.FOLDER;
    }

    public Checkout checkout() {
        return ComposeLayout.CHECKOUT;
    }

    /**
     * Returns the settings of the platform; from now on its ports answer on this container's loopback.
     */
    public PlatformSettings attach() throws IOException {
        PeerRelay.start();
        return ComposeTrust.settings(ComposeLayout.FOLDER);
    }

    /**
     * Sets, once in a platform of containers, who may use which topic, waits for the six services and
     * seeds the fixture.
     */
    record ComposeSeed(DataFolder folder, Progress progress) {

        private static final Duration PATIENCE = Duration.ofMinutes(15);
        private static final long POLL_MILLIS = 200;

        void ensure() throws IOException, InterruptedException {
            Path own = folder.privateOf(TrustMaterial.OPERATOR);
            new TopicAccess(broker(own), own.resolve("access")).ensure();
            progress.say("Kafka's access rules stand");

            PeerRelay.start();
            PlatformClient client = new PlatformClient(folder);
            awaitServices(client);
            PlatformSettings settings = ComposeTrust.settings(folder);
            Fixture fixture = Fixture.read(ComposeLayout.CHECKOUT.fixture(), settings.base());
            boolean seeded = new Seeding(
                            fixture, new CredentialsFile(folder).read(), settings, client, own.resolve("seeded"))
                    .telling(progress)
                    .ensure();
            progress.say(seeded ? "the fixture is seeded" : "the fixture stands already");
        }

        private Properties broker(Path own) {
            Properties properties = new Properties();
            properties.setProperty("bootstrap.servers", ComposeLayout.KAFKA);
            properties.setProperty("security.protocol", "SSL");
            properties.setProperty("ssl.truststore.type", "PEM");
            properties.setProperty(
                    "ssl.truststore.location", folder.caCertificate().toString());
            properties.setProperty("ssl.keystore.type", "PEM");
            properties.setProperty(
                    "ssl.keystore.location", own.resolve("kafka.pem").toString());
            return properties;
        }

        private void awaitServices(PlatformClient client) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (PlatformService service : PlatformService.values()) {
                while (!client.ready(ComposeLayout.PORTS.of(service))) {
                    if (System.nanoTime() > end) {
                        throw new RefusalException(service.module()
                                + " is not ready after "
                                + PATIENCE.toSeconds()
                                + " s: see 'docker compose logs "
                                + service.module()
                                + "'.");
                    }
                    Thread.sleep(POLL_MILLIS);
                }
            }
        }
    }
}
