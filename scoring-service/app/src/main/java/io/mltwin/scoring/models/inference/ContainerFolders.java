package io.mltwin.scoring.models.inference;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.sandbox.SandboxUser;
import io.mltwin.sandbox.ScriptTree;
import io.mltwin.scoring.ScoringConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Places the file systems of running containers: in memory where the machine has such a folder,
 * under a name that nobody can guess; else, or where that folder is not this user's alone any more,
 * in the data folder.
 */
@Singleton
class ContainerFolders {

    private static final Logger LOG = Logger.getLogger(ContainerFolders.class);
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Set<String> MEMORY_FILE_SYSTEMS = Set.of("tmpfs", "ramfs");
    private static final String PREFIX = "mltwin-containers-";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Another user may pass to a folder whose name it knows, and list nothing. */
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path data;
    private final Path memory;
    private final Optional<Path> configured;
    private final Predicate<Path> isInMemory;
    private Path inMemory;
    private Set<PosixFilePermission> permissions = OWNER_ONLY;

    @Inject
    ContainerFolders(PlatformConfig platform, ScoringConfig config) {
        this(
                platform.dataDir().toAbsolutePath(),
                SHARED_MEMORY,
                config.scoring().containersDir(),
                ContainerFolders::isOnMemoryFileSystem);
    }

    ContainerFolders(Path data, Path memory, Optional<Path> configured, Predicate<Path> isInMemory) {
        this.data = data;
        this.memory = memory;
        this.configured = configured;
        this.isInMemory = isInMemory;
    }

    /** Containers of an earlier process ended with it; their files go now. */
    void clean(@Observes StartupEvent event) {
        clean();
    }

    synchronized void clean() {
        try {
            endAndDelete(data.resolve("containers"));
            if (configured.isPresent()) {
                endAndDelete(configured.get());
            }
            if (Files.exists(note())) {
                Path earlier = memory.resolve(Path.of(Files.readString(note()).strip()));
                if (earlier.getFileName().toString().startsWith(PREFIX)
                        && memory.equals(earlier.getParent())
                        && isOwn(earlier)) {
                    endAndDelete(earlier);
                }
                Files.delete(note());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files of earlier containers cannot be deleted", e);
        }
    }

    /** Ends what containers with a user of their own left running, then deletes their files. */
    private static void endAndDelete(Path all) throws IOException {
        if (Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
                for (Path folder : folders) {
                    Optional<SandboxUser> user = SandboxUser.ownerOf(folder);
                    if (user.isPresent()) {
                        user.get().killAll();
                        user.get().deleteRemains();
                    }
                }
            }
        }
        ScriptTree.delete(all);
    }

    /** Returns the folder of all containers' folders. */
    synchronized Path place() {
        try {
            return all();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of the containers", e);
        }
    }

    /** Lets other users pass through to the folder that each of them is given. */
    synchronized Path openToPassers() {
        try {
            Path all = all();
            permissions = PASSABLE;
            Files.setPosixFilePermissions(all, permissions);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the folder of the containers", e);
        }
    }

    /** Returns a new, empty folder for the container of an endpoint. */
    synchronized Path make(String endpoint) {
        try {
            Path folder = all().resolve(endpoint);
            ScriptTree.delete(folder);
            return Files.createDirectory(folder, PRIVATE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of the container " + endpoint, e);
        }
    }

    /** Deletes what a container left, when its last process has ended. */
    void delete(Path folder) {
        try {
            ScriptTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the container's folder " + folder, e);
        }
    }

    /**
     * Does the same for a container whose files may lie on no disk, since a customer's key encrypts
     * its service.
     *
     * @throws AzureException 400 where the folder of the containers is not in memory
     */
    synchronized Path makeInMemory(String endpoint) {
        badRequestIf(
                !isInMemory.test(place()),
                "ContainerNotInMemory",
                "A service that is encrypted under a customer-managed key runs in memory alone, and the folder of the containers"
                        + " is not in memory here: set mltwin.scoring.containers-dir to a folder on a tmpfs.");
        return make(endpoint);
    }

    private static boolean isOnMemoryFileSystem(Path folder) {
        try {
            return MEMORY_FILE_SYSTEMS.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whether " + folder + " is in memory", e);
        }
    }

    private Path all() throws IOException {
        if (configured.isPresent()) {
            return privateFolder(configured.get());
        }
        if (inMemory == null && Files.isWritable(memory)) {
            inMemory = Files.createTempDirectory(memory, PREFIX, PRIVATE);
            Path draft = note().resolveSibling(note().getFileName() + ".new");
            Files.createDirectories(data);
            Files.writeString(draft, inMemory.getFileName().toString());
            Files.move(draft, note(), StandardCopyOption.ATOMIC_MOVE);
        }
        if (inMemory != null && isOwn(inMemory)) {
            return inMemory;
        }
        if (inMemory != null) {
            LOG.warnf("%s is not this user's alone; containers lie in %s", inMemory, data);
        }
        return privateFolder(data.resolve("containers"));
    }

    private Path privateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, permissions);
        return folder;
    }

    /**
     * Returns whether this is a real folder of the user that this process runs as, which no other
     * user can list.
     */
    private boolean isOwn(Path folder) {
        try {
            PosixFileAttributes found = attributes(folder);
            return found.isDirectory()
                    && found.owner().equals(attributes(data).owner())
                    && (found.permissions().equals(OWNER_ONLY)
                            || found.permissions().equals(permissions));
        } catch (IOException gone) {
            return false;
        }
    }

    private static PosixFileAttributes attributes(Path folder) throws IOException {
        return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Says what the folder in memory is called, for the process after this one. */
    private Path note() {
        return data.resolve("containers-in-memory");
    }
}
