package io.mltwin.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
