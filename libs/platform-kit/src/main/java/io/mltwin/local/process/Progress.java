package io.mltwin.local.process;

/** Says what the launcher is doing, one line a step. */
@FunctionalInterface
public interface Progress {
    void say(String line);

    /** Says nothing: for tests and for programs that start a platform as a library. */
    static Progress silent() {
        return line -> {};
    }

    /** Lines on standard output, each with the seconds since now. */
    static Progress toStandardOutput() {
        long start = System.nanoTime();
        return line -> {
            System.out.printf(java.util.Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
            System.out.flush();
        };
    }
}
