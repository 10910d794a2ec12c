package io.mltwin.scoring.registry.scanning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of a layer that no package manager writes. */
public enum HostileFiles {
    ONE_LONG_LINE(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            layer.file("var/lib/dpkg/status", filled(60 << 20, 'a'));
        }
    },
    TEXT_BOMB("too large") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            layer.file("var/lib/dpkg/status", filled(65 << 20, '\n'));
        }
    },
    MANY_FIELDS(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < 2_000_000; i++) {
                fields.append(i).append(":\n");
            }
            layer.file("a.dist-info/METADATA", fields.toString());
        }
    },
    MANY_PACKAGES("packages") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            layer.file("var/lib/dpkg/status", "Package: a\nVersion: 1\n\n".repeat(100_000));
        }
    },
    LONG_PATH("path") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            layer.file("a/".repeat(1000) + "a.jar", "");
        }
    },
    LONG_RELEASE(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            layer.file("etc/os-release", "VERSION_ID=" + "1".repeat(60_000));
        }
    },
    /** 16 archives, each of them 8 MB of zeros. */
    JAR_RATIO("too large") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(made)) {
                zip.putNextEntry(new ZipEntry("zeros"));
                for (int i = 0; i < 8; i++) {
                    zip.write(new byte[1 << 20]);
                }
            }
            for (int i = 0; i < 16; i++) {
                layer.file("bomb" + i + ".jar", made.toByteArray());
            }
        }
    },
    JAR_WITH_MANY_ENTRIES(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            String[] entries = new String[400_000];
            Arrays.setAll(entries, i -> i % 2 == 0 ? "entry" + i : "");
            layer.file("many.jar", LayerFiles.jar(entries));
        }
    },
    JAR_WITH_MANY_ARTIFACTS("packages") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            String[] entries = new String[100_000];
            Arrays.setAll(
                    entries,
                    i -> i % 2 == 0 ? "META-INF/maven/" + i + "/pom.properties" : "groupId=g\nartifactId=a\nversion=1");
            layer.file("many.jar", LayerFiles.jar(entries));
        }
    },
    JAR_WITH_LARGE_PROPERTIES(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            StringBuilder keys = new StringBuilder();
            for (int i = 0; i < 1_000_000; i++) {
                keys.append(Integer.toString(i, 36)).append('\n');
            }
            layer.file(
                    "a.jar",
                    LayerFiles.jar(
                            "META-INF/maven/a/pom.properties",
                            keys.toString(),
                            "META-INF/maven/b/pom.properties",
                            "groupId=" + "g".repeat(10 << 20),
                            "META-INF/MANIFEST.MF",
                            keys.toString().replace("\n", ": a\n")));
        }
    },
    /** One deeper than archives are read, many times. */
    JARS_IN_JARS(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] inner = LayerFiles.jar("a", "b");
            for (int i = 0; i < 1000; i++) {
                inner = LayerFiles.jarOf("in.jar", inner);
            }
            layer.file("deep.jar", inner);
        }
    },
    MANY_JARS_IN_A_JAR(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] inner = LayerFiles.jar("a", "b");
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(made)) {
                for (int i = 0; i < 30_000; i++) {
                    zip.putNextEntry(new ZipEntry(i + ".jar"));
                    zip.write(inner);
                }
            }
            layer.file("wide.jar", made.toByteArray());
        }
    },
    LONG_NAME_OF_A_JAR_IN_A_JAR("path") {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] inner = LayerFiles.jar("a", "b");
            layer.file("a.jar", LayerFiles.jarOf("n".repeat(60_000) + ".jar", inner));
        }
    },
    /** All names of the central directory lead to one entry. */
    OVERLAPPING_ENTRIES(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] jar = LayerFiles.jar("a", "x".repeat(100_000), "b", "y");
            ByteBuffer bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < jar.length - 46; i++) {
                if (bytes.getInt(i) == 0x02014B50) {
                    bytes.putInt(i + 42, 0);
                }
            }
            layer.file("overlapping.jar", jar);
        }
    },
    /** A zip64 field says that an entry has 2^60 bytes. */
    SIZES_THAT_LIE(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] extra = ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(1L << 60)
                    .putLong(1L << 60)
                    .array();
            ByteBuffer header = ByteBuffer.allocate(30 + 1 + 20 + 10)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0x04034B50)
                    .putShort((short) 45)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(-1)
                    .putInt(-1)
                    .putShort((short) 1)
                    .putShort((short) 20)
                    .put((byte) 'a')
                    .put(extra)
                    .put("0123456789".getBytes(StandardCharsets.US_ASCII));
            layer.file("lies.jar", header.array());
        }
    },
    TRUNCATED_JAR(null) {
        @Override
        void addTo(LayerFiles layer) throws IOException {
            byte[] jar = LayerFiles.jar("a", "x".repeat(100_000), "b", "y");
            layer.file("cut.jar", Arrays.copyOf(jar, 100));
        }
    };

    private final String refused;

    HostileFiles(String refused) {
        this.refused = refused;
    }

    abstract void addTo(LayerFiles layer) throws IOException;

    /** Returns a word of why an image with it is none that is read; null where it is. */
    String refused() {
        return refused;
    }

    private static byte[] filled(int length, char with) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) with);
        return text;
    }

    /** Returns layers that have as many packages as are taken, each as long as may be. */
    public static List<byte[]> layersThatEndTheProcess() throws IOException {
        String longest = "\u0101".repeat(250);
        String status = ("Package: " + longest + "\nVersion: " + longest + "\n\n").repeat(19_999);
        return List.of(
                new LayerFiles().file("var/lib/dpkg/status", status).gzip(),
                new LayerFiles().file("var/lib/dpkg/status.d/a", status).gzip());
    }
}
