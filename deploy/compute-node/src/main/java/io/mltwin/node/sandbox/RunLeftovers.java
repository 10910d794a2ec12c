package io.mltwin.node.sandbox;

import io.mltwin.sandbox.SandboxUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends what a run left running. Azure ends the run's container; here a process belongs to a run
 * when its environment has a {@code HOME} inside the run's folder, which also finds those that
 * detached themselves from the script.
 */
public final class RunLeftovers {

    private RunLeftovers() {}

    /**
     * Kills the processes at home in this folder or below, and those of the user to whom it was
     * given; how many of the first there were. Of a folder that was given to nobody those count to
     * whom the folders in it were.
     */
    public static int kill(Path folder) {
        killOwners(folder);
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isAtHome(process, folder))
                .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        return found.size();
    }

    private static void killOwners(Path folder) {
        try (Stream<Path> given = SandboxUser.ownerOf(folder).isPresent() ? Stream.of(folder) : Files.list(folder)) {
            for (SandboxUser owner :
                    given.flatMap(path -> SandboxUser.ownerOf(path).stream()).collect(Collectors.toSet())) {
                owner.killAll();
                owner.deleteRemains();
            }
        } catch (NoSuchFileException e) {
            // nothing was given to anybody
        } catch (IOException e) {
            System.err.println("what a run left running cannot be ended: " + e);
        }
    }

    private static boolean isAtHome(ProcessHandle process, Path folder) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            for (String variable : new String(environment, StandardCharsets.UTF_8).split("\0")) {
                if (variable.startsWith("HOME=")
                        && Path.of(variable.substring(5)).startsWith(folder)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // It has ended meanwhile, or is another user's: not of this run either way.
            return false;
        }
    }
}
