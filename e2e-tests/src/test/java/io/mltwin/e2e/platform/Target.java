package io.mltwin.e2e.platform;

import java.util.Locale;

/** What the suite is run against: {@code -Dmltwin.target=processes} (the default) or compose. */
public enum Target {
    /** The launcher's processes on free ports of this machine. */
    PROCESSES,
    /** The containers of docker-compose.yml, whose ports are published on this machine. */
    COMPOSE;

    public static Target chosen() {
        String name = System.getProperty("mltwin.target", "processes");
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("-Dmltwin.target is processes or compose, not '" + name + "'", e);
        }
    }
}
