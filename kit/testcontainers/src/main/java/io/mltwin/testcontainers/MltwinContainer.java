package io.mltwin.testcontainers;

import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A platform in a container of the image {@code mltwin/platform}, for tests in this JVM and in processes that it starts
 * on this machine. Started, it is ready and seeded. Its addresses are the same inside and outside, on ports that are
 * free: several run at once.
 */
public class MltwinContainer extends GenericContainer<MltwinContainer> {
    private static final DockerImageName IMAGE = DockerImageName.parse("mltwin/platform");
    private static final String DATA_FOLDER = "/mltwin/data/";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 3;
    private static final String SEEDS = "/mltwin-init";
    private static final int READABLE = 0644;

    private int seeds;
    private PlatformFiles files;
    private Mltwin platform;
    private Tenant tenant;

    /** A container of the image that is tagged {@code latest}. */
    public MltwinContainer() {
        this(IMAGE);
    }

    /**
     * @throws IllegalStateException for an image that is neither {@code mltwin/platform} nor declared as a compatible
     *     substitute for it
     */
    public MltwinContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(IMAGE);
        waitingFor(new HealthWait().withStartupTimeout(LONGEST_START));
        // a port that was free may be another's a moment later
        withStartupAttempts(ATTEMPTS);
        withCreateContainerCmdModifier(new PublishedPorts()::publish);
    }

    /** Sets the domain of all names, which is {@code mltwin.localhost} otherwise. */
    public MltwinContainer withDomain(String domain) {
        return withEnv("MLTWIN_BASE", domain);
    }

    /**
     * Begins with a seed file, which is brought into the first tenant of the platform's fixture, or with a script
     * {@code .sh}, which may call {@code mltwin faults add}. Several follow each other as they were given. {@code start()}
     * fails where one of them does. {@code tenant().seed(file)} seeds a tenant of a test's own.
     *
     * @param file YAML or JSON, as {@code ./mltwin seed} reads it; a file that it names is not copied
     */
    public MltwinContainer withSeed(Path file) {
        MountableFile copied = MountableFile.forHostPath(file, READABLE);
        return withCopyFileToContainer(copied, String.format("%s/%03d-%s", SEEDS, seeds++, file.getFileName()));
    }

    /**
     * Refuses reuse: a container is found again by what it was made with, and each is made with other ports.
     *
     * @throws MltwinException if it is asked for
     */
    @Override
    public MltwinContainer withReuse(boolean reusable) {
        if (reusable) {
            throw new MltwinException("A container of mltwin/platform is not reused: its ports differ at each start."
                    + " Start one for all classes, or use Mltwin.shared(), which outlives a JVM.");
        }
        return super.withReuse(false);
    }

    @Override
    protected void doStart() {
        if (!THIS_MACHINE.contains(getHost())) {
            throw new MltwinException("Docker runs containers at " + getHost()
                    + ", but the names of a platform lead to this machine: let the tests run where Docker does.");
        }
        super.doStart();
        try {
            files = PlatformFiles.from((file, to) -> copyFileFromContainer(DATA_FOLDER + file, to.toString()));
            platform = Mltwin.in(files.folder(), new ContainerLauncher(this));
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    @Override
    public void stop() {
        super.stop();
        if (files != null) {
            files.delete();
        }
        files = null;
        platform = null;
        tenant = null;
    }

    /**
     * Returns the platform, with all that mltwin-client does there.
     *
     * @throws MltwinException unless the container is started, as for all other methods here
     */
    public Mltwin platform() {
        requireStarted();
        return platform;
    }

    /** Returns a tenant with an owner and a subscription, which is made at the first call. */
    public synchronized Tenant tenant() {
        if (tenant == null) {
            tenant = newTenant("container");
        }
        return tenant;
    }

    /** Makes a tenant in which there is nothing yet. */
    public Tenant newTenant(String name) {
        return platform().newTenant(name);
    }

    /** Returns the address of a service that has one name. */
    public URI addressOf(AzureService service) {
        return platform().of(service);
    }

    /** Returns the address of a service in a region, or of the vault, storage account or registry of a name. */
    public URI addressOf(AzureService service, String nameOrRegion) {
        return platform().of(service, nameOrRegion);
    }

    /** Returns the certificate of the platform's authority: a PEM file on this machine, until the container stops. */
    public Path authority() {
        return platform().authority();
    }

    /**
     * Returns the folder that {@code MLTWIN_TEST_PLATFORM} or the system property {@code mltwin.test.platform} may
     * name, for {@code @MltwinTest} to use this platform. It holds the administrator's secret and only this user
     * enters it.
     */
    public Path folder() {
        requireStarted();
        return files.folder();
    }

    private void requireStarted() {
        if (platform == null) {
            throw new MltwinException("The container does not run: start() it first.");
        }
    }
}
