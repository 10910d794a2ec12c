package io.mltwin.scoring.registry.scanning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import io.mltwin.scoring.registry.scanning.ScanRepository.Image;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads in the background what is installed in each image that was pushed. Whether that is assessed
 * is decided by the plan of the subscription when the assessment is asked for, so that images that
 * were pushed before a plan was bought count too, as in Azure.
 *
 * <p>Deviation: the advisories that come with mltwin are a small sample, where Azure has all that
 * are published; layers compressed with zstd are not read.
 */
@ApplicationScoped
public class ImageScannerTask {

    /** Stands in the place of an error for what is an artifact or an index. */
    static final String NO_IMAGE = "no image";

    private static final Logger LOG = Logger.getLogger(ImageScannerTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final Duration LONGEST_SCAN = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 20;
    private static final long LARGEST = 16L << 30;
    private static final Set<String> CONFIGURATIONS =
            Set.of(
                    "application/vnd.oci.image.config.v1+json",
                    "application/vnd.docker.container.image.v1+json");

    private final ScanRepository rows;
    private final RegistryAccountService registries;
    private final RegistryContent content;
    private final Clock clock;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    ImageScannerTask(
            ScanRepository rows,
            RegistryAccountService registries,
            RegistryContent content,
            Clock clock,
            ResetGate gate,
            BackgroundWork background) {
        this.rows = rows;
        this.registries = registries;
        this.content = content;
        this.clock = clock;
        this.gate = gate;
        this.timer = background.timer("image-scanner", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::scan));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    private void scan() {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Image> claimed = rows.claim(LONGEST_SCAN);
            if (claimed.isEmpty()) {
                return;
            }
            scan(claimed.get());
        }
    }

    private void scan(Image image) {
        try {
            RegistryAccount registry = registries.account(image.registry());
            if (registry != null) {
                scan(registry, image);
            }
        } catch (AzureException refused) {
            // a layer that is missing stays away; the key of the registry may come back
            Instant again = refused.status() == 404 ? null : clock.instant().plus(RETRY);
            rows.scanned(image, List.of(), refused.getMessage(), again);
        } catch (IOException | UncheckedIOException e) {
            LOG.infof("%s@%s cannot be scanned: %s", image.repository(), image.digest(), e);
            rows.scanned(image, List.of(), e.getMessage(), null);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Scanning %s@%s failed", image.repository(), image.digest());
            rows.scanned(image, List.of(), "The scan failed.", null);
        }
    }

    private void scan(RegistryAccount registry, Image image) throws IOException {
        JsonNode manifest = content.manifest(registry, image.repository(), image.digest());
        if (!CONFIGURATIONS.contains(manifest.path("config").path("mediaType").asText())) {
            rows.scanned(image, List.of(), NO_IMAGE, null);
            return;
        }
        PackageInventory inventory = new PackageInventory(LARGEST);
        for (JsonNode layer : manifest.path("layers")) {
            try (InputStream blob =
                    content.blob(registry, image.repository(), layer.path("digest").asText())) {
                inventory.addLayer(blob);
            }
        }
        rows.scanned(image, inventory.packages(), null, null);
    }
}
