package io.mltwin.local.command;

import io.mltwin.local.PartList;
import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.LeftoverProcesses;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Ends what a supervisor that was killed has left, whatever data folder it used. */
final class AbandonedProcesses {
    private AbandonedProcesses() {}

    /** Deletes the folder too if it is a temporary one. */
    static void end(Checkout checkout, Pointer pointer) throws IOException, InterruptedException {
        endProcesses(checkout, pointer);
        pointer.forgetEphemeral();
    }

    static void endProcesses(Checkout checkout, Pointer pointer) throws IOException, InterruptedException {
        Optional<PlatformSettings> settings = pointer.settings();
        DataFolder folder = pointer.folder();
        if (settings.isEmpty() || !Files.isDirectory(folder.run())) {
            return;
        }
        FolderLock lock = FolderLock.take(folder);
        try {
            new LeftoverProcesses(folder, line -> System.out.println("mltwin: " + line))
                    .end(PartList.asStarted(folder, checkout, settings.get()).all());
            Files.deleteIfExists(folder.pid(FolderLock.LAUNCHER));
        } finally {
            lock.close();
        }
    }
}
