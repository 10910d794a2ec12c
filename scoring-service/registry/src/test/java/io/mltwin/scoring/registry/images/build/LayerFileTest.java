package io.mltwin.scoring.registry.images.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.encoding.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerFileTest {

    @TempDir
    Path folder;

    @Test
    void theSameFilesMakeTheSameBytesInAnyOrderAndAtAnyTime() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("model"), "weights");
        LayerFile first = new LayerFile.Content()
                .file("/m/1/model", file)
                .text("/m/1/labels.json", "[]")
                .write(folder.resolve("first"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        // When
        LayerFile second = new LayerFile.Content()
                .text("/m/1/labels.json", "[]")
                .file("/m/1/model", file)
                .write(folder.resolve("second"));
        // Then
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.diffId()).isEqualTo(first.diffId());
        assertThat(first.digest()).isEqualTo("sha256:" + Sha256.hex(Files.readAllBytes(first.file())));
        assertThat(first.size()).isEqualTo(Files.size(first.file()));
    }

    @Test
    void aLayerIsATarOfRootsFilesThatEverybodyMayRead() throws IOException {
        // Given
        LayerFile layer = new LayerFile.Content()
                .text("/var/app/größe-" + "x".repeat(200), "1")
                .sharedFolder("/tmp")
                .write(folder.resolve("layer"));
        // When
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(layer.file()))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName()
                        + " "
                        + Integer.toOctalString(entry.getMode() & 07777)
                        + " "
                        + entry.getLongUserId()
                        + " "
                        + entry.getLastModifiedDate().getTime());
            }
        }
        // Then
        assertThat(entries)
                .containsExactly(
                        "tmp/ 1777 0 0",
                        "var/ 755 0 0",
                        "var/app/ 755 0 0",
                        "var/app/größe-" + "x".repeat(200) + " 644 0 0");
    }
}
