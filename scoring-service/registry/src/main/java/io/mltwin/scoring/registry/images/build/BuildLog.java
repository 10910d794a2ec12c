package io.mltwin.scoring.registry.images.build;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The log of an image's build: one line for each step and for what came of it. */
public final class BuildLog {

    /** Characters that are kept; of a longer log the last ones. */
    private static final int LONGEST = 64 * 1024;

    private final Clock clock;
    private final Consumer<String> keeper;
    private final StringBuilder text;
    private boolean isKept;

    /**
     * @param before the log of attempts that were made before, or null
     * @param keeper keeps the whole text, at the end of each step that added to it
     */
    public BuildLog(Clock clock, String before, Consumer<String> keeper) {
        this.clock = clock;
        this.keeper = keeper;
        this.text = new StringBuilder(orEmpty(before));
        this.isKept = before != null;
    }

    /** Adds a line. */
    public void line(String line) {
        isKept = false;
        text.append(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .append("  ")
                .append(line.replaceAll("\\R", " "))
                .append('\n');
        if (text.length() > LONGEST) {
            text.delete(0, text.length() - LONGEST);
        }
    }

    /** The work of a step. */
    public interface StepWork<T> {
        T run() throws IOException;
    }

    /**
     * Does one step, and keeps what the log says up to its end.
     *
     * @throws AzureException naming the step, with the status and code of what failed
     */
    public <T> T step(String name, StepWork<T> work) {
        try {
            return work.run();
        } catch (AzureException e) {
            throw failed(name, e.status(), e.code(), e);
        } catch (UncheckedIOException e) {
            // tried again with the whole operation
            line("Step " + name + " was broken off: " + e.getMessage());
            throw e;
        } catch (IOException e) {
            throw failed(name, 500, "ImageBuildFailed", e);
        } finally {
            if (!isKept) {
                keeper.accept(text.toString());
                isKept = true;
            }
        }
    }

    private AzureException failed(String name, int status, String code, Exception cause) {
        line("Step " + name + " failed: " + cause.getMessage());
        AzureException failure =
                new AzureException(status, code, "The image could not be built, step %s: %s", name, cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    @Override
    public String toString() {
        return "build log of " + text.length() + " characters";
    }
}
