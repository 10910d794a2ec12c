package io.mltwin.workspace.machinelearning.notebooks.contents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mltwin.workspace.storage.file.ShareFiles;
import java.time.Instant;

/**
 * The model of a file, notebook or directory in Jupyter Server's contents API.
 *
 * @param content null when it was not asked for, as are {@code format} and {@code mimetype}
 * @param size bytes, null for a directory
 */
record ContentModel(
        String name,
        String path,
        String type,
        boolean writable,
        Instant created,

        @com.fasterxml.jackson.annotation.JsonProperty("last_modified")
        Instant lastModified,

        @JsonInclude(JsonInclude.Include.ALWAYS) String mimetype,
        @JsonInclude(JsonInclude.Include.ALWAYS) Long size,
        @JsonInclude(JsonInclude.Include.ALWAYS) String format,
        @JsonInclude(JsonInclude.Include.ALWAYS) Object content) {

    static final String DIRECTORY = "directory";
    static final String NOTEBOOK = "notebook";
    static final String FILE = "file";

    /** Without content. */
    static ContentModel of(ContentPath path, ShareFiles.Item item) {
        String type = item.directory() ? DIRECTORY : typeOf(item.name());
        return new ContentModel(
                item.name(),
                path.text(),
                type,
                path.isWritable(),
                item.created(),
                item.modified(),
                null,
                item.directory() ? null : Long.valueOf(item.length()),
                null,
                null);
    }

    static String typeOf(String name) {
        return name.endsWith(".ipynb") ? NOTEBOOK : FILE;
    }

    ContentModel with(String asType, String media, String asFormat, Object itsContent) {
        return new ContentModel(name, path, asType, writable, created, lastModified, media, size, asFormat, itsContent);
    }
}
