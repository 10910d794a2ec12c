package io.mltwin.scoring.registry.images.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of one layer, as {@code docker save} writes it. */
public final class SavedImage {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private SavedImage() {}

    /** Has the scoring host's file, a user and a variable. */
    public static SavedImage withLayer(Path folder) throws IOException {
        LayerFile layer = new LayerFile.Content()
                .text("/opt/mltwin/inference", "#!/bin/sh\n")
                .write(folder.resolve("layer.tar.gz"));
        SavedImage image = new SavedImage();
        image.put("layer.tar.gz", Files.readAllBytes(layer.file()));
        image.put("config.json", """
                {"architecture": "%s", "os": "linux", "created": "2020-01-01T00:00:00Z",
                 "config": {"User": "10100:10100", "Env": ["PATH=/bin", "AZUREML_MODEL_DIR=/none"], "Cmd": ["sh"]},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}""".formatted(ImageConfiguration.ownArchitecture(), layer.diffId()));
        image.put("manifest.json", """
                [{"Config": "config.json", "RepoTags": ["base:latest"], "Layers": ["layer.tar.gz"]}]""");
        return image;
    }

    SavedImage put(String name, String text) {
        return put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    SavedImage put(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    SavedImage replace(String name, String text, String by) {
        String old = new String(entries.get(name), StandardCharsets.UTF_8);
        return put(name, old.replace(text, by));
    }

    SavedImage without(String name) {
        entries.remove(name);
        return this;
    }

    public Path write(Path file) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
