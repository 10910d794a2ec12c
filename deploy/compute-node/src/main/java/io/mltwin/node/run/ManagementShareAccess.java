package io.mltwin.node.run;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.ComputeServiceClient.DataAccess;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps the access to the file share for management code, kept by a node from run to run: a warm node asks
 * for it once in {@value #KEPT_SECONDS} seconds. Where the share refuses what was kept, it is asked
 * for at once. In high impact only the name of the secret is kept.
 */
public final class ManagementShareAccess {

    private static final int KEPT_SECONDS = 60;
    private static final Duration KEPT = Duration.ofSeconds(KEPT_SECONDS);

    private final ComputeServiceClient service;
    private String share;
    private DataAccess access;
    private long fetched;

    public ManagementShareAccess(ComputeServiceClient service) {
        this.service = service;
    }

    /**
     * Returns what opens a share.
     *
     * @param name of the share
     * @param wasRefused whether the share has refused what was returned before
     */
    synchronized DataAccess open(String name, boolean wasRefused) throws IOException {
        boolean isKept = name.equals(share) && System.nanoTime() - fetched < KEPT.toNanos() && !wasRefused;
        if (!isKept) {
            share = null;
            access = service.managementShare();
            fetched = System.nanoTime();
            share = name;
        }
        return access;
    }
}
