package io.mltwin.local.layout;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings of a platform: its domain, its ports, where it listens, and settings passed on
 * to every service.
 */
public record PlatformSettings(
        String base, Ports ports, String bind, List<String> javaOptions, Map<String, String> overrides) {
    public static final String DEFAULT_BASE = "mltwin.localhost";
    public static final String LOOPBACK = "127.0.0.1";
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

    public PlatformSettings {
        if (!DOMAIN.matcher(base).matches()) {
            throw new RefusalException(
                    "'" + base + "' is no domain of at least two labels in small letters, such as mltwin.localhost.");
        }
        javaOptions = List.copyOf(javaOptions);
        overrides = Map.copyOf(overrides);
    }

    /** The address of the console, {@code https://console.mltwin.localhost:8446}. */
    public String consoleUrl() {
        return "https://console." + base + ":" + ports.of(PlatformService.TELEMETRY);
    }
}
