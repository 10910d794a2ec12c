package io.mltwin.scoring.registry.scanning;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.registry.images.build.ImageManifest;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import io.mltwin.scoring.registry.scanning.ScanRepository.Image;
import io.mltwin.scoring.registry.scanning.ScanSandbox.Layer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int MOST_ATTEMPTS = 3;
    private static final Set<String> CONFIGURATIONS =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    private final ScanRepository rows;
    private final RegistryAccountService registries;
    private final RegistryContent content;
    private final ScanSandbox sandbox;
    private final Clock clock;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    ImageScannerTask(
            ScanRepository rows,
            RegistryAccountService registries,
            RegistryContent content,
            ScanSandbox sandbox,
            Clock clock,
            ResetGate gate,
            BackgroundWork background) {
        this.rows = rows;
        this.registries = registries;
        this.content = content;
        this.sandbox = sandbox;
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
        if (image.attempt() > MOST_ATTEMPTS) {
            rows.scanned(
                    image, List.of(), "The image cannot be scanned: three scans of it ended without a result.", null);
            return;
        }
        try {
            RegistryAccount registry = registries.account(image.registry());
            if (registry != null) {
                scan(registry, image);
            }
        } catch (AzureException refused) {
            // a layer that is missing stays away; the key of the registry may come back
            Instant again = refused.status() == 404 ? null : clock.instant().plus(RETRY);
            rows.scanned(image, List.of(), refused.getMessage(), again);
        } catch (ScanProcess.UnreadableImageException | UncheckedIOException e) {
            LOG.infof("%s@%s cannot be scanned: %s", image.repository(), image.digest(), e);
            rows.scanned(image, List.of(), e.getMessage(), null);
        } catch (IOException e) {
            LOG.warnf("%s@%s: attempt %d. %s", image.repository(), image.digest(), image.attempt(), e.getMessage());
            rows.postpone(image, PAUSE);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Scanning %s@%s failed", image.repository(), image.digest());
            rows.scanned(image, List.of(), "The scan failed.", null);
        }
    }

    private void scan(RegistryAccount registry, Image image) throws IOException {
        String repository = image.repository();
        ImageManifest manifest = content.manifest(registry, repository, image.digest(), ImageManifest.class);
        if (manifest.config() == null
                || !CONFIGURATIONS.contains(manifest.config().mediaType())) {
            rows.scanned(image, List.of(), NO_IMAGE, null);
            return;
        }
        List<Layer> layers = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            layers.add(new Layer(
                    content.size(registry, repository, layer.digest()),
                    () -> content.blob(registry, repository, layer.digest())));
        }
        rows.scanned(image, layers.isEmpty() ? List.of() : sandbox.scan(layers), null, null);
    }
}
