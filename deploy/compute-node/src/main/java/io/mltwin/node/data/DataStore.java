package io.mltwin.node.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a container or share, by their names. */
interface DataStore {

    /** Names of files, among them all that have this name or lie below it. */
    List<String> list(String path) throws IOException;

    void download(String name, Path target) throws IOException;

    /**
     * Stores a content.
     *
     * @param overwrite else one that is there is left as it is, and the answer is a refusal
     */
    void upload(String name, BlobContent content, boolean overwrite) throws IOException;
}
