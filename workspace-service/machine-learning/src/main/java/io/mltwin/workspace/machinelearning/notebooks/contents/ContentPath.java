package io.mltwin.workspace.machinelearning.notebooks.contents;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.workspace.machinelearning.notebooks.NotebookFiles;
import io.mltwin.workspace.storage.signature.PercentDecoding;

/**
 * A path of the contents API.
 *
 * @param raw as the client sent it, without slashes at the ends
 */
record ContentPath(String raw) {

    static ContentPath of(String sent) {
        String path = sent;
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new ContentPath(path);
    }

    String text() {
        return PercentDecoding.decode(raw);
    }

    /** Of something in this directory. */
    ContentPath child(String name) {
        String encoded = UriEncoding.encodePathSegment(name);
        return new ContentPath(raw.isEmpty() ? encoded : raw + "/" + encoded);
    }

    /**
     * Users' files lie in {@code Users/}; nothing is created next to it, and it cannot be deleted.
     */
    boolean isWritable() {
        int slash = raw.indexOf('/');
        return slash > 0 && AsciiCase.equal(PercentDecoding.decode(raw.substring(0, slash)), NotebookFiles.USERS);
    }
}
