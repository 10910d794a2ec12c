package io.mltwin.client;

/** Decides which platform tests share, and holds it: one that this JVM started ends with it. */
final class SharedPlatform {
    private static Mltwin held;
    private static Mltwin shared;

    private SharedPlatform() {}

    static synchronized Mltwin get() {
        if (held == null) {
            held = Mltwin.named().orElseGet(Mltwin::own);
            shared = held.kept();
        }
        return shared;
    }
}
