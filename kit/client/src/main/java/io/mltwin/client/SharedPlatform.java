package io.mltwin.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The platform that all JVMs of this user share, held by a lease: a locked file, which the kernel gives back when
 * this JVM ends, killed or not.
 */
final class SharedPlatform {
    /** Reachable until this JVM ends: else the channel would be closed, and the lease with it. */
    private static Optional<FileChannel> lease;

    private static Mltwin shared;

    private SharedPlatform() {}

    static synchronized Mltwin get() {
        if (shared == null) {
            Optional<Mltwin> named = Mltwin.named();
            Optional<Path> folder =
                    named.isPresent() ? named.get().address().folder() : Optional.of(start(Installation.find()));
            lease = folder.flatMap(SharedPlatform::lease);
            shared = named.orElseGet(() -> Mltwin.in(folder.get()));
        }
        return shared;
    }

    /** Starts it unless it runs: the launcher lets one start at a time begin. Returns the data folder. */
    static Path start(Installation installation) {
        return Path.of(Program.lastLine(installation.launcher().toString(), "test-platform", "start"));
    }

    /** Takes a lease; any other platform has no folder of leases, since it does not end by itself. */
    static Optional<FileChannel> lease(Path dataFolder) {
        Path leases = dataFolder.resolveSibling("leases");
        if (!Files.isDirectory(leases)) {
            return Optional.empty();
        }
        try {
            FileChannel file = FileChannel.open(
                    leases.resolve(UUID.randomUUID().toString()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            file.lock();
            return Optional.of(file);
        } catch (IOException e) {
            throw new MltwinException("No lease can be taken in " + leases + ": " + e.getMessage(), e);
        }
    }
}
