package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder that a build made, as sandboxes may show it: {@link ScriptTree#settle} took it from the
 * build, and since then only this process's user can give its name to something else.
 */
public record MountSource(Path path) {

    /** Of the mode of a file: its type, and whether its group and others may write. */
    private static final int CHECKED = 0170022;

    private static final int FOLDER = 0040000;

    /**
     * Returns the folder as a source.
     *
     * @throws IOException when it, or what it lies in, is a link or can be changed by others
     */
    public static MountSource of(Path folder) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        for (Path each : List.of(path, path.getParent())) {
            Map<String, Object> is = Files.readAttributes(each, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            if (!is.get("uid").equals(me) || ((int) is.get("mode") & CHECKED) != FOLDER) {
                throw new IOException(each + " is not a folder of the platform alone");
            }
        }
        return new MountSource(path);
    }
}
