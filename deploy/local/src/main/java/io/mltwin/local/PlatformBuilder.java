package io.mltwin.local;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.LeftoverProcesses;
import io.mltwin.local.folder.RunningFolders;
import io.mltwin.local.folder.SavedSettings;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.process.BackgroundCall;
import io.mltwin.local.process.LogFiles;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Supervisor;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.seed.FixtureCredentials;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.service.ServiceJvm;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a platform is to be started. Everything has a default; nothing here ends the program. */
public final class PlatformBuilder {
    private final DataFolder folder;
    private Checkout checkout;
    private String base;
    private Integer portBase;
    private boolean freePorts;
    private String bind = PlatformSettings.LOOPBACK;
    private boolean ephemeral;
    private boolean golden;
    private boolean seeded = true;
    private Set<PlatformService> services = EnumSet.allOf(PlatformService.class);
    private final List<String> javaOptions = new ArrayList<>();
    private boolean bothCompilers;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private Progress progress = Progress.silent();

    PlatformBuilder(Path dataFolder) {
        this.folder = new DataFolder(dataFolder);
    }

    /** The checkout whose artifacts are started; found by itself where this is not called. */
    public PlatformBuilder checkout(Path root) {
        this.checkout = new Checkout(root);
        return this;
    }

    /** The domain of all names; of an existing folder the one it was made for. */
    public PlatformBuilder base(String domain) {
        this.base = domain;
        return this;
    }

    /** Sets the port from which all ports are counted; without it an existing folder has the one of its last start. */
    public PlatformBuilder portBase(Integer firstPort) {
        this.portBase = firstPort;
        return this;
    }

    /** Takes ports that are free when it is started, for tests that run at the same time as others. */
    public PlatformBuilder freePorts() {
        this.freePorts = true;
        return this;
    }

    /** Returns the address the services listen on. */
    public PlatformBuilder bind(String address) {
        this.bind = address;
        return this;
    }

    /** Deletes the data folder when the platform is closed. */
    public PlatformBuilder ephemeral(boolean yes) {
        this.ephemeral = yes;
        return this;
    }

    /** Sets whether a new folder begins as a copy of one that was seeded before; only a distribution has that. */
    public PlatformBuilder golden(boolean yes) {
        this.golden = yes;
        return this;
    }

    /** Starts PostgreSQL and Kafka alone; the private folders of the six are made all the same. */
    public PlatformBuilder infrastructureOnly() {
        return services(EnumSet.noneOf(PlatformService.class)).seeded(false);
    }

    /** Starts these services only. */
    public PlatformBuilder services(Set<PlatformService> chosen) {
        this.services = chosen;
        return this;
    }

    /** Sets whether the fixture is seeded once the services are ready. */
    public PlatformBuilder seeded(boolean yes) {
        this.seeded = yes;
        return this;
    }

    /** Sets whether the services' JVMs have their second compiler too, for load that goes on. */
    public PlatformBuilder bothCompilers(boolean yes) {
        this.bothCompilers = yes;
        return this;
    }

    /** Returns an option more for every service's JVM. */
    public PlatformBuilder javaOption(String option) {
        this.javaOptions.add(option);
        return this;
    }

    /** Returns a setting for every service, such as mltwin.delay.role. */
    public PlatformBuilder setting(String name, String value) {
        this.overrides.put(name, value);
        return this;
    }

    public PlatformBuilder progress(Progress listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Starts everything and returns when it is ready and seeded.
     *
     * @throws io.mltwin.local.layout.RefusalException if the machine or the folder does not allow
     *     it
     * @throws io.mltwin.local.process.PartException if a part does not come up
     */
    public Platform start() throws IOException, InterruptedException {
        Platform platform = prepare();
        try {
            platform.start();
            return platform;
        } catch (IOException | InterruptedException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /**
     * Ends what an earlier start left, makes the trust material, and takes the data folder; nothing
     * runs yet.
     */
    public Platform prepare() throws IOException, InterruptedException {
        Checkout artifacts = checkout == null ? Checkout.find() : checkout;
        artifacts.requireBuilt(services);
        Preflight.folder(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            new ClassDataArchives(artifacts, progress).renew(services);
            return prepare(artifacts, lock);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private Platform prepare(Checkout artifacts, FolderLock lock) throws IOException, InterruptedException {
        boolean fresh = SavedSettings.read(folder) == null;
        Integer chosenPort = freePorts ? Integer.valueOf(lock.claimFree().base()) : portBase;
        SavedSettings chosen = SavedSettings.choose(folder, base, chosenPort, ephemeral);
        if (golden && fresh) {
            new GoldenFolder(artifacts, chosen.base(), progress).copyTo(folder);
        }
        PlatformSettings settings =
                new PlatformSettings(chosen.base(), new Ports(chosen.portBase()), bind, javaOptions, overrides);
        Optional<Provider> fast = CryptoProvider.load();
        if (fast.isEmpty()) {
            progress.say("the Corretto crypto provider does not load on this machine: the services run"
                    + " with the full compiler instead, which starts slower");
        }
        PartList parts =
                PartList.of(folder, artifacts, settings, services, new ServiceJvm(fast.isPresent() && !bothCompilers));
        LeftoverProcesses leftovers = new LeftoverProcesses(folder, progress);
        leftovers.end(PartList.asStarted(folder, artifacts, settings).all());
        RunningFolders.requireApart(folder, settings.ports());
        Preflight.ports(
                services.isEmpty()
                        ? settings.ports().infrastructure()
                        : settings.ports().all());
        if (!freePorts) {
            lock.claim(settings.ports());
        }
        chosen.write(folder);
        PidFile.writeOwn(folder.pid(FolderLock.LAUNCHER));
        LogFiles.rotate(folder, parts.all());

        SecureRandom random = new SecureRandom();
        TrustMaterial trust = new TrustMaterial(folder, settings.base(), Clock.systemUTC(), random, fast);
        Fixture fixture = Fixture.read(artifacts.fixture(), settings.base());
        // asked before a new one is made
        boolean dataExists = trust.dataExists();
        trust.databasePassword();
        BackgroundCall<Void> cluster = BackgroundCall.begin("cluster", () -> prepare(parts.postgres()));
        OperatorCredentials credentials;
        try {
            trust.ensure(settings.ports(), dataExists);
            credentials = new FixtureCredentials(folder, random, fast).complete(fixture);
        } catch (IOException | RuntimeException e) {
            cluster.end();
            throw e;
        }
        Optional<Seeding> seeding = seeded && !services.isEmpty()
                ? Optional.of(new Seeding(fixture, credentials, settings, new PlatformClient(folder), folder)
                        .telling(progress))
                : Optional.empty();
        Supervisor supervisor = new Supervisor(folder, parts.all(), progress);
        return new Platform(
                folder, settings, parts, supervisor, lock, credentials, leftovers, seeding, ephemeral, progress);
    }

    private static Void prepare(Part part) throws IOException, InterruptedException {
        part.prepare();
        return null;
    }
}
