package io.mltwin.local;

import io.mltwin.local.kafka.KafkaArchive;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Progress;
import io.mltwin.local.service.ServiceArchives;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/**
 * Before a start, makes those class-data archives that are missing or another JDK made, and says so.
 * A checkout is built with one JDK and may be started with another; a distribution comes without.
 */
record ClassDataArchives(Checkout checkout, Progress progress) {

    /**
     * Two starts at once make them once: the second one waits. What cannot be made only makes the
     * start slower.
     */
    void renew(Collection<PlatformService> services) throws InterruptedException {
        ServiceArchives archives = new ServiceArchives(checkout);
        Path lockFile = checkout.kafkaJars().resolveSibling("class-data-archives.lock");
        try {
            if (isUpToDate(archives, services)) {
                return;
            }
            // closing the file lets go of the lock
            try (FileChannel file = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.lock();
                renewLocked(archives, services);
            }
        } catch (IOException | OverlappingFileLockException e) {
            progress.say(
                    "a class-data archive could not be made for this JDK, so this start is slower: " + e.getMessage());
        }
    }

    private boolean isUpToDate(ServiceArchives archives, Collection<PlatformService> services) throws IOException {
        return archives.stale(services).isEmpty() && KafkaArchive.isOfThisJvm(checkout.kafkaJars());
    }

    private void renewLocked(ServiceArchives archives, Collection<PlatformService> services)
            throws IOException, InterruptedException {
        List<PlatformService> stale = archives.stale(services);
        boolean kafka = !KafkaArchive.isOfThisJvm(checkout.kafkaJars());
        if (stale.isEmpty() && !kafka) {
            return;
        }
        progress.say("there are no class-data archives of this JDK ("
                + System.getProperty("java.vm.version")
                + "): they are made once, which takes about a minute");
        archives.make(stale, service -> progress.say("made that of " + service.module()));
        if (kafka) {
            KafkaArchive.make(checkout.kafkaJars());
        }
    }
}
