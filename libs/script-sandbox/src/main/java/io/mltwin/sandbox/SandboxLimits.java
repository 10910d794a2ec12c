package io.mltwin.sandbox;

/**
 * The limits of a script.
 *
 * @param memoryBytes data of each process ({@code RLIMIT_DATA}), and memory of all together where
 *     who started the script asks {@link SandboxProcess#excess}
 * @param processes processes and threads together ({@code RLIMIT_NPROC}); not limited where the
 *     kernel would count other processes of the same user as well
 * @param temporaryBytes of {@code /tmp} and of {@code /dev/shm}, where the sandbox has its own
 * @param diskBytes of a file ({@code RLIMIT_FSIZE}), and of all in its folder where who started the
 *     script asks
 */
public record SandboxLimits(long memoryBytes, int processes, long temporaryBytes, long diskBytes) {

    static final long MEBIBYTE = 1024 * 1024;

    private static final long DISK = 10_240 * MEBIBYTE;

    public static final SandboxLimits DEFAULT = new SandboxLimits(3072 * MEBIBYTE, 512, 256 * MEBIBYTE);

    /** With 10 GiB of disk. */
    public SandboxLimits(long memoryBytes, int processes, long temporaryBytes) {
        this(memoryBytes, processes, temporaryBytes, DISK);
    }

    public SandboxLimits {
        if (memoryBytes <= 0 || processes <= 0 || temporaryBytes <= 0 || diskBytes <= 0) {
            throw new IllegalArgumentException("a limit of a sandbox is positive");
        }
    }
}
