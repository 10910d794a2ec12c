package io.mltwin.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of containers, for tests that kill them. */
final class ContainerProcesses {

    private ContainerProcesses() {}

    /**
     * Returns the scripts' own processes, without what keeps them apart.
     *
     * @param folder beginning of the name of the containers' folders
     */
    static List<ProcessHandle> of(String folder) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.children().findAny().isEmpty())
                .filter(process -> commandLine(process).contains("/" + folder))
                .toList();
    }

    /** Of the whole length, which the JDK does not tell. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
