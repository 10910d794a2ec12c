package io.mltwin.local.process;

import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A log per part and start of the platform; the one of the start before is kept next to it. */
public final class LogFiles {
    private LogFiles() {}

    public static void rotate(DataFolder folder, List<? extends Part> parts) throws IOException {
        for (Part part : parts) {
            rotate(folder.log(part.name()));
        }
    }

    public static void rotate(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
