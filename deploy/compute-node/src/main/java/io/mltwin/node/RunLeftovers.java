package io.mltwin.node;

import io.mltwin.sandbox.SandboxUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ends what a run left running. Azure ends the run's container; here a process belongs to a run
 * when its environment has a {@code HOME} inside the run's folder, which also finds those that
 * detached themselves from the script.
 */
final class RunLeftovers {

    private RunLeftovers() {}

    /**
     * Kills the processes at home in this folder or below, and those of the users to whom it or
     * what lies in it was given; how many of the first there were.
     */
    static int kill(Path folder) {
        killOwners(folder);
        List<ProcessHandle> found =
                ProcessHandle.allProcesses()
                        .filter(process -> process.pid() != ProcessHandle.current().pid())
                        .filter(process -> isAtHome(process, folder))
                        .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        return found.size();
    }

    private static void killOwners(Path folder) {
        Set<SandboxUser> owners = new HashSet<>();
        try (Stream<Path> runs = Files.list(folder)) {
            Stream.concat(Stream.of(folder), runs)
                    .forEach(given -> SandboxUser.ownerOf(given).ifPresent(owners::add));
            for (SandboxUser owner : owners) {
                owner.killAll();
            }
        } catch (NoSuchFileException e) {
            // nothing was given to anybody
        } catch (IOException e) {
            System.err.println("what a run left running cannot be ended: " + e);
        }
    }

    private static boolean isAtHome(ProcessHandle process, Path folder) {
        try {
            byte[] environment =
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
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
