package io.mltwin.local.compose;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.kafka.TopicAccess;
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
import java.time.Duration;
import java.util.Properties;

/**
 * Sets, once in a platform of containers, who may use which topic, waits for the six services and
 * seeds the fixture.
 */
final class ComposeSeed {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long POLL_MILLIS = 200;

    private final DataFolder folder;
    private final Progress progress;

    ComposeSeed(DataFolder folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

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
        properties.setProperty("ssl.truststore.location", folder.caCertificate().toString());
        properties.setProperty("ssl.keystore.type", "PEM");
        properties.setProperty("ssl.keystore.location", own.resolve("kafka.pem").toString());
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
