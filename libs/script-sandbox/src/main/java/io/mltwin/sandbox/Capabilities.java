package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** The first two numbers of a Linux kernel's version. */
    record KernelVersion(int major, int minor) {

        private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

        static KernelVersion own() {
            return of(System.getProperty("os.version"));
        }

        static KernelVersion of(String text) {
            Matcher numbers = NUMBERS.matcher(text);
            return numbers.matches()
                    ? new KernelVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                    : new KernelVersion(0, 0);
        }

        boolean isAtLeast(int wantedMajor, int wantedMinor) {
            return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
        }
    }
}
