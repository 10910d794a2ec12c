package io.mltwin.local.folder;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the data folders of the platforms that run on this machine, of any checkout, by the command
 * lines of their services.
 */
public final class RunningFolders {
    private static final String CONFIGURATION = "-Dsmallrye.config.locations=";

    private RunningFolders() {}

    /** Returns the data folders, each once. */
    public static List<DataFolder> find() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> ProcessTable.arguments(process.pid()).stream())
                .filter(argument -> argument.startsWith(CONFIGURATION + "/"))
                .map(argument -> Path.of(argument.substring(CONFIGURATION.length())))
                // private/<part>/service.properties
                .filter(file -> file.getNameCount() > 3)
                .map(file -> file.getParent().getParent().getParent())
                .distinct()
                .filter(root -> Files.exists(new DataFolder(root).settings()))
                .sorted()
                .map(DataFolder::new)
                .toList();
    }

    /** Refuses ports that another running platform has, and says which one. */
    public static void requireApart(DataFolder folder, Ports ports) throws IOException {
        for (DataFolder other : find()) {
            if (other.equals(folder)) {
                continue;
            }
            SavedSettings settings = SavedSettings.read(other);
            if (settings == null) {
                // it has ended since it was found
                continue;
            }
            Ports taken = new Ports(settings.portBase());
            if (taken.all().keySet().stream().anyMatch(ports.all()::containsKey)) {
                throw new RefusalException("The ports from "
                        + ports.base()
                        + " are those of the platform with the data folder "
                        + other.root()
                        + pid(other)
                        + ": start this one with other ports, such as --port-base "
                        + FreePorts.base()
                        + ", or end that one with './mltwin down --data "
                        + other.root()
                        + "'.");
            }
        }
    }

    /** Returns a sentence that names the platforms that run; empty where none does. */
    public static String sentence() {
        List<DataFolder> running = find();
        return running.isEmpty()
                ? ""
                : " What runs: "
                        + running.stream()
                                .map(folder -> "--data " + folder.root())
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static String pid(DataFolder folder) {
        return PidFile.read(folder.pid(FolderLock.LAUNCHER))
                .filter(PidFile::alive)
                .map(pid -> " (pid " + pid.pid() + ")")
                .orElse("");
    }
}
