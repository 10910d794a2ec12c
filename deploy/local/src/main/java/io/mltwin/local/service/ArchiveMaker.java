package io.mltwin.local.service;

import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Makes the class-data archives that a build does not have yet, beside the running platform: once
 * it has settled, one after the other, at the lowest priority. What a stop cuts short is made
 * beside a later run.
 */
public final class ArchiveMaker implements AutoCloseable {
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final List<ClassArchive> archives;
    private final Progress progress;
    private final Thread worker = new Thread(this::work, "mltwin-archives");
    private Process process;
    private boolean closed;

    public ArchiveMaker(List<ClassArchive> archives, Progress progress) {
        this.archives = archives;
        this.progress = progress;
        worker.setDaemon(true);
    }

    public void start() throws IOException {
        for (ClassArchive archive : archives) {
            if (archive.canBeMade()) {
                worker.start();
                return;
            }
        }
    }

    private void work() {
        try {
            Thread.sleep(SETTLED.toMillis());
            int made = 0;
            for (ClassArchive archive : archives) {
                if (archive.canBeMade() && archive.make(this::run)) {
                    made++;
                }
            }
            progress.say(made + " class-data archives were made: the next start is quicker");
        } catch (IOException e) {
            progress.say("class-data archives cannot be made: " + e.getMessage());
        } catch (InterruptedException e) {
            // The platform is being stopped.
            Thread.currentThread().interrupt();
        }
    }

    private int run(ProcessBuilder command) throws IOException, InterruptedException {
        synchronized (this) {
            if (closed) {
                throw new InterruptedException();
            }
            Java.cleanEnvironment(command.environment());
            process =
                    command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (process != null) {
                process.destroyForcibly();
            }
        }
        worker.interrupt();
    }
}
