package io.mltwin.local.folder;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;

/**
 * settings.json of a data folder: the domain its certificates and stored addresses are for, and the
 * ports of its last start.
 */
public record SavedSettings(String base, int portBase, boolean ephemeral) {

    /** Returns the settings of a folder that was started before; null if it never was. */
    public static SavedSettings read(DataFolder folder) throws IOException {
        return Files.exists(folder.settings())
                ? Json.MAPPER.readValue(folder.settings().toFile(), SavedSettings.class)
                : null;
    }

    public void write(DataFolder folder) throws IOException {
        DataFolder.writePublic(folder.settings(), Json.MAPPER.writeValueAsString(this));
    }

    /**
     * Returns the settings that were asked for, else those of the folder's last start, else the
     * defaults; refuses a changed domain.
     */
    public static SavedSettings choose(DataFolder folder, String base, Integer portBase, boolean ephemeral)
            throws IOException {
        SavedSettings before = read(folder);
        if (before == null) {
            return new SavedSettings(
                    base == null ? PlatformSettings.DEFAULT_BASE : base,
                    portBase == null ? Ports.DEFAULT_BASE : portBase,
                    ephemeral);
        }
        if (base != null && !base.equals(before.base())) {
            throw new RefusalException("The data folder "
                    + folder.root()
                    + " was made for the domain "
                    + before.base()
                    + ", which its data names everywhere: start it with --base "
                    + before.base()
                    + ", or choose another --data folder for "
                    + base
                    + ".");
        }
        return new SavedSettings(before.base(), portBase == null ? before.portBase() : portBase, ephemeral);
    }
}
