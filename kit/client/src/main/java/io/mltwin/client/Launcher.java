package io.mltwin.client;

import java.nio.file.Path;

/** The program {@code mltwin}, for one platform. */
public interface Launcher {
    /**
     * Runs a command to its end.
     *
     * @throws MltwinException if it fails: with what it said
     */
    void run(String... command);

    /**
     * Brings a seed file into a tenant.
     *
     * @param target a private file which says what is known of the tenant, and which says at the end what has become
     *     known too
     * @throws MltwinException if it fails: with what it said
     */
    void seed(Path file, Path target);
}
