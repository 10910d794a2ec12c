package io.mltwin.compute.computeinstances;

import java.time.Instant;

/**
 * The result of mounting the workspace's file share.
 *
 * @param source address of the share
 * @param state {@code MountState}: Mounted or MountFailed
 * @param mounted null when it is not
 * @param error null when it is
 */
public record MountResult(String source, String state, Instant mounted, String error) {

    static final String MOUNTED = "Mounted";
    static final String FAILED = "MountFailed";
    static final String UNMOUNTED = "Unmounted";

    static MountResult mounted(String source, Instant at) {
        return new MountResult(source, MOUNTED, at, null);
    }

    static MountResult failed(String source, String error) {
        return new MountResult(source, FAILED, null, error);
    }
}
