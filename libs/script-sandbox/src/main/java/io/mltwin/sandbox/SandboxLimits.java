package io.mltwin.sandbox;

/**
 * What a script may use at most.
 *
 * @param memoryBytes data of each process ({@code RLIMIT_DATA}); who started the script may compare
 *     it with {@link SandboxProcess#residentBytes} as well
 * @param processes processes and threads together ({@code RLIMIT_NPROC}); not limited where the
 *     kernel would count other processes of the same user as well
 * @param temporaryBytes of {@code /tmp} and of {@code /dev/shm}, where the sandbox has its own
 */
public record SandboxLimits(long memoryBytes, int processes, long temporaryBytes) {

    private static final long MEBIBYTE = 1024 * 1024;

    public static final SandboxLimits DEFAULT =
            new SandboxLimits(3072 * MEBIBYTE, 512, 256 * MEBIBYTE);

    public SandboxLimits {
        if (memoryBytes <= 0 || processes <= 0 || temporaryBytes <= 0) {
            throw new IllegalArgumentException("a limit of a sandbox is positive");
        }
    }
}
