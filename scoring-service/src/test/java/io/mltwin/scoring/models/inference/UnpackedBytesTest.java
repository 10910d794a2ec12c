package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class UnpackedBytesTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void aLayerThatUnpacksToTooMuchIsRefusedThoughItsFilesAreSkipped() throws IOException {
        byte[] layer = layer(64);
        UnpackedBytes limit = new UnpackedBytes(16 * MEGABYTE);

        assertThat(layer.length).isLessThan(MEGABYTE);
        assertThatThrownBy(
                        () -> {
                            try (TarArchiveInputStream tar = tar(layer, limit)) {
                                while (tar.getNextEntry() != null) {
                                    // each file is skipped
                                }
                            }
                        })
                .isInstanceOf(UnpackedBytes.TooLargeException.class)
                .hasMessageContaining("more than 16777216 bytes");
    }

    @Test
    void allLayersOfAnImageCountTogether() throws IOException {
        byte[] layer = layer(10);
        UnpackedBytes limit = new UnpackedBytes(16 * MEGABYTE);

        limit.counted(plain(layer)).transferTo(OutputStream.nullOutputStream());

        assertThatThrownBy(
                        () ->
                                limit.counted(plain(layer))
                                        .transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(UnpackedBytes.TooLargeException.class);
    }

    @Test
    void aFileThatHasToBeInMemoryMayBeAsLongAsItsLimit() throws IOException {
        byte[] bytes = new byte[100];

        assertThat(UnpackedBytes.readFile("/m.onnx", new ByteArrayInputStream(bytes), 100))
                .hasSize(100);
        assertThatThrownBy(
                        () ->
                                UnpackedBytes.readFile(
                                        "/m.onnx", new ByteArrayInputStream(bytes), 99))
                .isInstanceOf(UnpackedBytes.TooLargeException.class)
                .hasMessage("its file /m.onnx has more than 99 bytes");
    }

    private static TarArchiveInputStream tar(byte[] layer, UnpackedBytes limit) throws IOException {
        return new TarArchiveInputStream(limit.counted(plain(layer)));
    }

    private static InputStream plain(byte[] layer) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(layer));
    }

    /** As many files of a megabyte of zeros. */
    private static byte[] layer(int files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < files; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("file" + i);
                entry.setSize(MEGABYTE);
                tar.putArchiveEntry(entry);
                tar.write(new byte[MEGABYTE]);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
