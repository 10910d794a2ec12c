package io.mltwin.testcontainers;

import io.mltwin.client.Launcher;
import io.mltwin.client.MltwinException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

/** The launcher in a container, for the container's platform. */
record ContainerLauncher(GenericContainer<?> container) implements Launcher {
    /** Those that the launcher's user may write in a folder of its own. */
    private static final int ANYBODYS = 0666;

    @Override
    public void run(String... command) {
        String[] launcher = Arrays.copyOf(new String[] {"mltwin"}, command.length + 1);
        System.arraycopy(command, 0, launcher, 1, command.length);
        execute(launcher);
    }

    @Override
    public void seed(Path file, Path target) {
        String folder = execute("mktemp", "-d").strip();
        try {
            String seed = copy(file, folder + "/" + file.getFileName());
            String known = copy(target, folder + "/target.private.json");
            run("seed", seed, "--target", known);
            container.copyFileFromContainer(known, target.toString());
        } finally {
            execute("rm", "-rf", folder);
        }
    }

    private String copy(Path file, String to) {
        container.copyFileToContainer(MountableFile.forHostPath(file, ANYBODYS), to);
        return to;
    }

    private String execute(String... command) {
        String said = String.join(" ", command);
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new MltwinException("'" + said + "' in the container failed (exit value " + result.getExitCode()
                        + "): " + result.getStderr().strip());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new MltwinException("'" + said + "' in the container could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MltwinException("'" + said + "' in the container was interrupted.", e);
        }
    }
}
