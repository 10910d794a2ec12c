package io.mltwin.scoring.registry.archives;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Tars that no image has, each a few kilobytes when it is compressed. */
public enum HostileTars {
    /** 96 MB of zeros in files that nobody reads. */
    RATIO("unpacked") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            for (int i = 0; i < 96; i++) {
                entry(tar, "file" + i, TarConstants.LF_NORMAL, new byte[1 << 20]);
            }
        }
    },
    MANY_ENTRIES("entries") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            for (int i = 0; i <= 1_000_000; i++) {
                entry(tar, "f", TarConstants.LF_NORMAL, new byte[0]);
            }
        }
    },
    LONG_NAME("header") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            entry(tar, "././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, text(50 << 20));
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[0]);
        }
    },
    LONG_LINK("header") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            entry(tar, "././@LongLink", TarConstants.LF_GNUTYPE_LONGLINK, text(50 << 20));
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[0]);
        }
    },
    LARGE_PAX_HEADER("header") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            byte[] value = text(50 << 20);
            byte[] start = (value.length + 16 + " path=").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(start, 0, value, 0, start.length);
            entry(tar, "pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, value);
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[0]);
        }
    },
    MANY_HEADERS_OF_ONE_FILE("header") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            for (int i = 0; i < 10_000; i++) {
                entry(tar, "././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, text(4096));
            }
        }
    },
    SPARSE_FILE("sparse") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            String headers = "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n33 GNU.sparse.realsize=900000000\n";
            entry(tar, "pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, headers.getBytes(StandardCharsets.US_ASCII));
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[10]);
        }

        @Override
        byte[] changed(byte[] plain) {
            System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, plain, 124, 11);
            int sum = 8 * ' ';
            for (int i = 0; i < 512; i++) {
                sum += i >= 148 && i < 156 ? 0 : plain[i] & 0xFF;
            }
            byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octal, 0, plain, 148, 8);
            return plain;
        }
    },
    TRUNCATED("") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[100_000]);
        }

        @Override
        byte[] changed(byte[] plain) {
            return Arrays.copyOf(plain, 50_000);
        }
    },
    NO_TAR("") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            entry(tar, "f", TarConstants.LF_NORMAL, new byte[10]);
        }

        @Override
        byte[] changed(byte[] plain) {
            return text(100_000);
        }
    },
    /** A gzip in a gzip is no tar. */
    NESTED_GZIP("") {
        @Override
        void write(TarArchiveOutputStream tar) throws IOException {
            byte[] content = new byte[1 << 20];
            new Random(1).nextBytes(content);
            entry(tar, "f", TarConstants.LF_NORMAL, content);
        }

        @Override
        byte[] changed(byte[] plain) throws IOException {
            return pack(plain);
        }
    };

    private final String reason;

    HostileTars(String reason) {
        this.reason = reason;
    }

    abstract void write(TarArchiveOutputStream tar) throws IOException;

    byte[] changed(byte[] plain) throws IOException {
        return plain;
    }

    /** Returns a word of what is said of it; empty where the library says it. */
    public String reason() {
        return reason;
    }

    /** Returns it compressed. */
    public byte[] layer() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        if (!reason.isEmpty()) {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
                write(tar);
            }
            return packed.toByteArray();
        }
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
            write(tar);
        }
        return pack(changed(packed.toByteArray()));
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte type, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'a');
        return text;
    }

    private static byte[] pack(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
