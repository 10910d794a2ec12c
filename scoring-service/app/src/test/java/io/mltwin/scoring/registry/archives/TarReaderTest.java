package io.mltwin.scoring.registry.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.scanning.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TarReaderTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is skipped or read entry by entry is garbage, never held at once. */
    @ParameterizedTest
    @EnumSource
    void aHostileTarIsRefusedWithoutItsContentInMemory(HostileTars hostile) throws IOException {
        byte[] layer = hostile.layer();
        BoundedReader limit = new BoundedReader(2L << 30, "too large when unpacked");
        if (hostile == HostileTars.RATIO) {
            limit.renew(64 << 20);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> TarReader.visit(
                        limit.limit(TarReader.unpacked(new ByteArrayInputStream(layer))), (entry, content) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(hostile.reason());
        if (hostile != HostileTars.MANY_ENTRIES && hostile != HostileTars.RATIO) {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
        }
    }

    @Test
    void entriesAreReadWholeInPartOrNotAtAll() throws IOException {
        byte[] layer = new LayerFiles()
                .file("a", new byte[1000])
                .file("b/" + "long".repeat(25) + "/c", "text")
                .file("empty", "")
                .file("record", new byte[512])
                .gzip();
        List<String> found = new ArrayList<>();

        TarReader.visit(TarReader.unpacked(new ByteArrayInputStream(layer)), (entry, content) -> {
            int length = found.size() % 2 == 0 ? content.readNBytes(3).length : 0;
            found.add(entry.getName().length() + ":" + length);
        });

        assertThat(found).containsExactly("1:3", "104:0", "5:0", "6:0");
    }

    @Test
    void aGlobalHeaderNamesNoEntry() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry header = new TarArchiveEntry("g", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER);
            header.addPaxHeader("path", "other");
            tar.putArchiveEntry(header);
            for (String name : List.of("first", "second")) {
                tar.putArchiveEntry(new TarArchiveEntry(name));
                tar.closeArchiveEntry();
            }
        }
        List<String> names = new ArrayList<>();

        try (InputStream in = new ByteArrayInputStream(bytes.toByteArray())) {
            TarReader.visit(in, (entry, content) -> names.add(entry.getName()));
        }

        assertThat(names).containsExactly("first", "second");
    }
}
