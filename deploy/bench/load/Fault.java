import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something that a platform suffers for a while. */
interface Fault {
    /** Does it until that time of {@link System#nanoTime}; what it did, for a person. */
    String sufferUntil(long end) throws IOException, InterruptedException;

    /** A part that is killed as often as the supervisor starts it again. */
    static Fault killed(Path run, String part) {
        return end -> {
            int kills = 0;
            while (System.nanoTime() < end) {
                ProcessHandle process = process(run, part);
                if (process != null && process.destroyForcibly()) {
                    kills++;
                }
                Thread.sleep(200);
            }
            return part + " was killed " + kills + " times";
        };
    }

    private static ProcessHandle process(Path run, String part) {
        try {
            String text = Files.readString(run.resolve(part + ".pid"));
            return ProcessHandle.of(Long.parseLong(text.split("\\s")[0])).filter(ProcessHandle::isAlive).orElse(null);
        } catch (IOException | NumberFormatException between) {
            return null;
        }
    }

    /** A disk without a free byte: a file takes all there is, again and again. */
    static Fault full(Path folder) {
        return end -> {
            Path filler = folder.resolve("filler");
            long taken = 0;
            try (OutputStream out = Files.newOutputStream(filler)) {
                byte[] block = new byte[4096];
                while (System.nanoTime() < end) {
                    try {
                        out.write(block);
                        taken += block.length;
                    } catch (IOException full) {
                        Thread.sleep(20);
                    }
                }
            } finally {
                Files.deleteIfExists(filler);
            }
            return "the disk of the spool was full, " + taken / 1024 + " KB by another file";
        };
    }
}
