package io.mltwin.workspace.machinelearning.notebooks.contents;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.notebooks.NotebookFiles;
import io.mltwin.workspace.storage.file.ShareFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Files, notebooks and directories by the rules of the contents API; who asks has been checked. */
@Singleton
record ContentsService(NotebookFiles files) {
    /** Of a body, and of what a model carries. */
    static final int LARGEST = 16 << 20;

    /**
     * @param type directory, file or notebook, or null for what it is
     * @param format text or base64, or null for what fits
     */
    ContentModel get(Workspace workspace, ContentPath path, String type, String format, boolean content)
            throws IOException {
        ContentModel model = ContentModel.of(path, require(workspace, path));
        boolean directory = model.type().equals(ContentModel.DIRECTORY);
        boolean fits = type == null || type.equals(model.type()) || type.equals(ContentModel.FILE) && !directory;
        if (!fits) {
            throw ContentText.bad("'" + path.text() + "' is not of type '" + type + "'.");
        }
        String shown = type == null ? model.type() : type;
        if (!content) {
            return model.with(shown, null, null, null);
        }
        return directory
                ? model.with(shown, null, ContentText.JSON, list(workspace, path))
                : read(workspace, path, model, shown, format);
    }

    private List<ContentModel> list(Workspace workspace, ContentPath path) {
        return files.list(workspace, path.raw()).stream()
                .map(item -> ContentModel.of(path.child(item.name()), item))
                .toList();
    }

    private ContentModel read(Workspace workspace, ContentPath path, ContentModel model, String type, String format)
            throws IOException {
        byte[] bytes = files.read(workspace, path.raw(), LARGEST);
        if (type.equals(ContentModel.NOTEBOOK)) {
            return model.with(type, null, ContentText.JSON, ContentText.notebook(bytes));
        }
        String text = ContentText.BASE64.equals(format) ? null : ContentText.text(bytes);
        if (text != null) {
            return model.with(type, "text/plain", ContentText.TEXT, text);
        }
        if (ContentText.TEXT.equals(format)) {
            throw ContentText.bad("'" + path.text() + "' is not UTF-8 encoded.");
        }
        return model.with(
                type,
                "application/octet-stream",
                ContentText.BASE64,
                Base64.getEncoder().encodeToString(bytes));
    }

    /** Makes or replaces it. */
    Saved put(Workspace workspace, ContentPath path, JsonNode model) throws IOException {
        requireWritable(path);
        String type = model.path("type").asText("");
        boolean existed = files.find(workspace, path.raw()).isPresent();
        switch (type) {
            case ContentModel.DIRECTORY -> {
                if (!existed) {
                    files.createDirectory(workspace, path.raw());
                } else if (!require(workspace, path).directory()) {
                    throw ContentText.bad("'" + path.text() + "' is not a directory.");
                }
            }
            case ContentModel.FILE, ContentModel.NOTEBOOK -> {
                byte[] bytes = ContentText.bytes(type, model.path("format").asText(null), model.get("content"));
                files.write(workspace, path.raw(), mediaType(type), bytes);
            }
            default -> throw ContentText.bad("'type' is directory, file or notebook.");
        }
        return new Saved(ContentModel.of(path, require(workspace, path)), !existed);
    }

    /** A saved content, and whether it is new. */
    record Saved(ContentModel model, boolean isNew) {}

    private static String mediaType(String type) {
        return type.equals(ContentModel.NOTEBOOK) ? "application/x-ipynb+json" : "application/octet-stream";
    }

    void delete(Workspace workspace, ContentPath path) {
        requireWritable(path);
        files.delete(workspace, path.raw(), require(workspace, path).directory());
    }

    private ShareFiles.Item require(Workspace workspace, ContentPath path) {
        return files.find(workspace, path.raw())
                .orElseThrow(() -> notFound("NotFound", "No such file or directory: " + path.text()));
    }

    private static void requireWritable(ContentPath path) {
        if (!path.isWritable()) {
            throw forbidden("Forbidden", "'%s' is not below %s/.", path.text(), NotebookFiles.USERS);
        }
    }
}
