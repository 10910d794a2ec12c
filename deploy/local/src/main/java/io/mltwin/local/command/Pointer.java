package io.mltwin.local.command;

import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.SavedSettings;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which data folder the commands mean: the one that MLTWIN_DATA names, else that of
 * .mltwin/current, with which the platform of this checkout was last started.
 */
final class Pointer {
    private static final String GIVEN = "MLTWIN_DATA";

    private final Checkout checkout;

    Pointer(Checkout checkout) {
        this.checkout = checkout;
    }

    void set(Path data) {
        try {
            DataFolder.createPrivate(checkout.home());
            DataFolder.writePrivate(checkout.pointer(), data + "\n");
        } catch (IOException e) {
            throw Preflight.notWritable(checkout.home(), e);
        }
    }

    /** The folder last started; the default one if none was. */
    DataFolder folder() throws IOException {
        Optional<Path> given = given();
        if (given.isPresent()) {
            return new DataFolder(given.get());
        }
        if (Files.exists(checkout.pointer())) {
            return new DataFolder(Path.of(Files.readString(checkout.pointer()).strip()));
        }
        return new DataFolder(checkout.home());
    }

    /** The folder of MLTWIN_DATA, for a shell that means one platform of several. */
    static Optional<Path> given() {
        return Optional.ofNullable(System.getenv(GIVEN))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    /** The process that looks after the platform, if it runs. */
    Optional<PidFile> supervisor() throws IOException {
        return PidFile.read(folder().pid(FolderLock.LAUNCHER)).filter(PidFile::alive);
    }

    /** Refuses a second platform of the same checkout. */
    void requireNoneRunning() throws IOException {
        if (supervisor().isPresent()) {
            throw FolderLock.runningAlready(folder());
        }
    }

    /** What the folder was last started with; empty if it never was. */
    Optional<PlatformSettings> settings() throws IOException {
        SavedSettings saved = SavedSettings.read(folder());
        return saved == null
                ? Optional.empty()
                : Optional.of(
                        new PlatformSettings(
                                saved.base(),
                                new Ports(saved.portBase()),
                                PlatformSettings.LOOPBACK,
                                List.of(),
                                Map.of()));
    }

    /** Deletes the folder of a temporary platform whose supervisor could not do it any more. */
    void forgetEphemeral() throws IOException {
        DataFolder folder = folder();
        SavedSettings saved = SavedSettings.read(folder);
        if (saved != null && saved.ephemeral()) {
            folder.delete();
        }
    }
}
