package io.mltwin.console.runs;

import java.util.List;

/** The artifacts of a run, and those among them that browsers show as images. */
public record RunFileList(List<RunFile> files, List<RunFile> images) {

    /**
     * @param address where the console leads to its content
     */
    public record RunFile(String path, String address) {}
}
