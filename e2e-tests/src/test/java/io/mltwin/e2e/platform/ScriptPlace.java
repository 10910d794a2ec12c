package io.mltwin.e2e.platform;

import java.io.IOException;
import java.util.Map;

/**
 * The place where scripts run on managed compute, as a test reaches it: a folder in which a script
 * and a test leave each other files, and the loopback address that scripts see. A script sees
 * nothing but its run's folder: the folder lies in there, the script makes it, and it is gone with
 * the run.
 */
public interface ScriptPlace {
    /** The folder as scripts name it, which start in their run's folder. */
    String folder();

    boolean holds(String file) throws IOException;

    String read(String file) throws IOException;

    /** Leaves an empty file. */
    void put(String file) throws IOException;

    /** A GET by plain HTTP, as a script would send it. */
    Answer get(String address, Map<String, String> headers) throws IOException;

    /** What was answered. */
    record Answer(int status, String body) {}
}
