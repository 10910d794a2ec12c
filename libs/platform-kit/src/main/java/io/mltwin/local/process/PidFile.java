package io.mltwin.local.process;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process, remembered beyond the life of who started it: pid, start time, boot and an argument
 * of its command line.
 */
public record PidFile(long pid, long startTicks, String bootId, String marker) {

    /** Remembers a running process. */
    public static void write(Path file, long pid, String marker) throws IOException {
        OptionalLong ticks = ProcessTable.startTicks(pid);
        if (ticks.isEmpty()) {
            return;
        }
        DataFolder.writePrivate(
                file, pid + "\n" + ticks.getAsLong() + "\n" + ProcessTable.bootId() + "\n" + marker + "\n");
    }

    /** Remembers this very process. */
    public static void writeOwn(Path file) throws IOException {
        long pid = ProcessHandle.current().pid();
        write(file, pid, ProcessTable.arguments(pid).get(0));
    }

    public static Optional<PidFile> read(Path file) {
        try {
            String[] lines = BoundedContent.text(file).split("\n");
            if (lines.length < 4) {
                return Optional.empty();
            }
            return Optional.of(new PidFile(Long.parseLong(lines[0]), Long.parseLong(lines[1]), lines[2], lines[3]));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("The pid file " + file + " cannot be read.", e);
        }
    }

    /**
     * Returns whether the process that was remembered still runs, and not another that was given its pid.
     */
    public boolean alive() {
        OptionalLong ticks = ProcessTable.startTicks(pid);
        return ticks.isPresent()
                && ticks.getAsLong() == startTicks
                && ProcessTable.bootId().equals(bootId)
                && ProcessTable.arguments(pid).contains(marker);
    }
}
