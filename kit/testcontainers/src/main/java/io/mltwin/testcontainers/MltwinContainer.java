package io.mltwin.testcontainers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A platform in a container of the image {@code mltwin/platform}, with data of its own. Its ports are free ones of this
 * machine's loopback address, so the Docker engine must be here. {@code start()} returns when all of it is ready.
 */
public class MltwinContainer extends GenericContainer<MltwinContainer> {
    private static final DockerImageName IMAGE = DockerImageName.parse("mltwin/platform");
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final String DATA = "/mltwin/data";
    private static final List<String> FOR_CLIENTS =
            List.of("settings.json", "trust/ca.pem", "private/operator/credentials.json");

    private Path copies;
    private Mltwin platform;

    public MltwinContainer() {
        this(IMAGE);
    }

    /** Makes one of another image, such as a copy in a registry of one's own. */
    public MltwinContainer(DockerImageName image) {
        super(image);
        FreePorts ports = FreePorts.find();
        withEnv("MLTWIN_PORT_BASE", String.valueOf(ports.base()));
        setPortBindings(ports.published()
                .mapToObj(port -> "127.0.0.1:" + port + ":" + port)
                .toList());
        waitingFor(Wait.forHealthcheck().withStartupTimeout(LONGEST_START));
    }

    /** Sets the domain of all names; without it {@code mltwin.localhost}. */
    public MltwinContainer withDomain(String domain) {
        return withEnv("MLTWIN_BASE", domain);
    }

    /** Returns the platform: its addresses, the authority's certificate, and clients that trust it. */
    public Mltwin platform() {
        if (platform == null) {
            throw new MltwinException("The container does not run: start() it first.");
        }
        return platform;
    }

    /** Makes a tenant in which there is nothing yet. */
    public Tenant newTenant(String name) {
        return platform().newTenant(name);
    }

    @Override
    protected void containerIsStarted(InspectContainerResponse started) {
        try {
            copies = Files.createTempDirectory("mltwin-container-");
            for (String file : FOR_CLIENTS) {
                Path copy = copies.resolve(file);
                Files.createDirectories(copy.getParent());
                copyFileFromContainer(DATA + "/" + file, copy.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        platform = Mltwin.in(copies);
    }

    @Override
    protected void containerIsStopped(InspectContainerResponse stopped) {
        platform = null;
        try (Stream<Path> files = Files.walk(copies)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
