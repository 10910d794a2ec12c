package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /**
     * The use of memory and disk by the processes of a sandbox at one moment.
     *
     * @param memoryBytes what each has for itself, and what they share: mapped, each page once, or held
     *     open without a name, as memfd is
     * @param deletedBytes of files that have no name any more, on the disk of the sandbox's folder
     */
    record SandboxUsage(long memoryBytes, long deletedBytes) {

        private static final int PAGE = 4096;
        private static final String SHARED = "Pss_Shmem:";
        private static final String DELETED = " (deleted)";

        static SandboxUsage of(Collection<Long> pids, Path folder) throws IOException {
            long own = 0;
            long shared = 0;
            Map<Object, Long> inMemory = new HashMap<>();
            Map<Object, Long> onDisk = new HashMap<>();
            Object disk = Files.getAttribute(folder, "unix:dev", LinkOption.NOFOLLOW_LINKS);
            for (long pid : pids) {
                Path process = Path.of("/proc", Long.toString(pid));
                try {
                    String[] pages = Files.readString(process.resolve("statm")).split(" ");
                    own += PAGE * Math.max(0, Long.parseLong(pages[1]) - Long.parseLong(pages[2]));
                    shared += shared(process);
                    try (Stream<Path> all = Files.list(process.resolve("fd"))) {
                        all.forEach(open -> addNameless(open, each -> each.equals(disk) ? onDisk : inMemory));
                    }
                } catch (IOException e) {
                    // it has ended meanwhile, or has closed itself to others
                    continue;
                }
            }
            // what is mapped may be open as well
            return new SandboxUsage(own + Math.max(shared, sum(inMemory)), sum(onDisk));
        }

        private static long shared(Path process) throws IOException {
            return Files.readAllLines(process.resolve("smaps_rollup")).stream()
                    .filter(line -> line.startsWith(SHARED))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }

        private static void addNameless(Path open, Function<Object, Map<Object, Long>> byDevice) {
            try {
                if (Files.readSymbolicLink(open).toString().endsWith(DELETED)) {
                    Map<String, Object> is = Files.readAttributes(open, "unix:dev,ino,size");
                    byDevice.apply(is.get("dev")).put(List.of(is.get("dev"), is.get("ino")), (Long) is.get("size"));
                }
            } catch (IOException e) {
                // it was closed meanwhile
                return;
            }
        }

        private static long sum(Map<Object, Long> sizes) {
            return sizes.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
