package io.mltwin.local.command;

import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.SavedSettings;
import io.mltwin.local.layout.BoundedContent;
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
 * Finds the data folder that a command means: the one of --data or MLTWIN_DATA, else that of
 * .mltwin/current, with which the platform of this checkout was last started without either.
 */
final class Pointer {
    static final String GIVEN = "MLTWIN_DATA";

    private final Checkout checkout;
    private final Optional<Path> named;

    /**
     * @param option the folder of --data; empty without it
     */
    Pointer(Checkout checkout, Optional<Path> option) {
        this(option.or(Pointer::given), checkout);
    }

    private Pointer(Optional<Path> named, Checkout checkout) {
        this.checkout = checkout;
        this.named = named.map(path -> path.toAbsolutePath().normalize());
    }

    /** Returns the pointer to the folder that commands mean where none is named. */
    static Pointer toCurrent(Checkout checkout) {
        return new Pointer(Optional.empty(), checkout);
    }

    void set(Path data) {
        try {
            DataFolder.createPrivate(checkout.home());
            DataFolder.writePrivate(checkout.pointer(), data + "\n");
        } catch (IOException e) {
            throw Preflight.notWritable(checkout.home(), e);
        }
    }

    /** Returns the folder last started; the default one if none was. */
    DataFolder folder() throws IOException {
        if (named.isPresent()) {
            return new DataFolder(named.get());
        }
        if (Files.exists(checkout.pointer())) {
            return new DataFolder(
                    Path.of(BoundedContent.text(checkout.pointer()).strip()));
        }
        return new DataFolder(checkout.home());
    }

    /** Returns whether one platform of several is named. */
    boolean isNamed() {
        return named.isPresent();
    }

    /** Returns the folder of MLTWIN_DATA, for a shell that means one platform of several. */
    static Optional<Path> given() {
        return Optional.ofNullable(System.getenv(GIVEN))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    /** Returns the process that looks after the platform, if it runs. */
    Optional<PidFile> supervisor() throws IOException {
        return PidFile.read(folder().pid(FolderLock.LAUNCHER)).filter(PidFile::alive);
    }

    /** Returns the settings of the folder's last start; empty if it never started. */
    Optional<PlatformSettings> settings() throws IOException {
        SavedSettings saved = SavedSettings.read(folder());
        return saved == null
                ? Optional.empty()
                : Optional.of(new PlatformSettings(
                        saved.base(), new Ports(saved.portBase()), PlatformSettings.LOOPBACK, List.of(), Map.of()));
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
