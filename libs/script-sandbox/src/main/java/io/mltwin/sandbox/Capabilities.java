package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The capabilities that this process has, as {@code /proc/self/status} shows them. */
record Capabilities(long effective) {

    private static final int CHOWN = 0;
    private static final int SETGID = 6;
    private static final int SETUID = 7;
    private static final int SETPCAP = 8;
    private static final int SYS_ADMIN = 21;

    static Capabilities own() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("CapEff:")) {
                    return new Capabilities(
                            Long.parseUnsignedLong(line.substring(7).strip(), 16));
                }
            }
        } catch (IOException e) {
            // no Linux: nothing that this library uses works there
        }
        return new Capabilities(0);
    }

    /** Returns whether commands can be started as another user, in a folder given to that user. */
    boolean canChangeUser() {
        return has(SETUID) && has(SETGID) && has(CHOWN);
    }

    boolean canLimitCapabilities() {
        return has(SETPCAP);
    }

    boolean canMount() {
        return has(SYS_ADMIN);
    }

    private boolean has(int capability) {
        return (effective >>> capability & 1) == 1;
    }
}
