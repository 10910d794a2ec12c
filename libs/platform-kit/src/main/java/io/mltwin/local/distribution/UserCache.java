package io.mltwin.local.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folder of what is unpacked once for each user of a machine: MLTWIN_CACHE, else
 * $XDG_CACHE_HOME/mltwin, else ~/.cache/mltwin.
 */
public final class UserCache {
    private static final String OWNER = "unix:uid";
    private static final Object ROOT = 0;

    private UserCache() {}

    public static Path folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Returns the id of this process's user; in containers two users may have one name, or none. */
    public static Object user() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), OWNER);
    }

    /**
     * Refuses what another user has put into a cache, since it would run as this one; root may.
     *
     * @throws IOException if the folder is another user's
     */
    public static void requireOwn(Path folder) throws IOException {
        if (!Files.getAttribute(folder, OWNER).equals(ROOT)) {
            requireOwner(folder, user());
        }
    }

    static void requireOwner(Path folder, Object user) throws IOException {
        Object owner = Files.getAttribute(folder, OWNER);
        if (!owner.equals(user)) {
            throw new IOException("the folder " + folder + " belongs to user " + owner + ", not to " + user
                    + ": name a cache of your own with MLTWIN_CACHE");
        }
    }

    static Path folder(Map<String, String> environment, Path home) {
        String named = environment.get("MLTWIN_CACHE");
        if (named != null) {
            return Path.of(named);
        }
        String caches = environment.get("XDG_CACHE_HOME");
        return (caches != null ? Path.of(caches) : home.resolve(".cache")).resolve("mltwin");
    }
}
