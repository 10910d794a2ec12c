package io.mltwin.local.distribution;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder of what is unpacked once for each user of a machine: MLTWIN_CACHE, else
 * $XDG_CACHE_HOME/mltwin, else ~/.cache/mltwin.
 */
public final class UserCache {
    private UserCache() {}

    public static Path folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home")));
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
