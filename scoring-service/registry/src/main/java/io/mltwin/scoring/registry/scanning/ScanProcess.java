package io.mltwin.scoring.registry.scanning;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.lang3.StringUtils;

/**
 * The process in which the layers of one image are read. On its standard input comes each layer
 * after its length, then -1; on its standard output goes why it cannot be read, or nothing, and the
 * packages.
 */
public final class ScanProcess {

    private static final long LARGEST = 16L << 30;
    private static final int LARGEST_RESULT = 8 << 20;

    private ScanProcess() {}

    /** Returns the jars and folders on which it runs. */
    static List<Path> classPath() {
        return Stream.of(
                        ScanProcess.class,
                        AsciiCase.class,
                        TarArchiveInputStream.class,
                        BoundedInputStream.class,
                        StringUtils.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())))
                .distinct()
                .toList();
    }

    public static void main(String[] none) throws IOException {
        run(System.in, System.out);
    }

    static void run(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from, 1 << 16));
        PackageInventory inventory = new PackageInventory(LARGEST);
        String error = "";
        try {
            for (long length = in.readLong(); length >= 0; length = in.readLong()) {
                try (InputStream layer = BoundedInputStream.builder()
                        .setInputStream(in)
                        .setMaxCount(length)
                        .setPropagateClose(false)
                        .get()) {
                    inventory.addLayer(layer);
                    layer.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException | RuntimeException e) {
            error = "" + e.getMessage();
        }
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
        out.writeUTF(error);
        List<ImagePackage> packages = error.isEmpty() ? inventory.packages() : List.of();
        out.writeInt(packages.size());
        for (ImagePackage one : packages) {
            out.writeUTF(one.ecosystem());
            out.writeUTF(one.name());
            out.writeUTF(one.version());
            out.writeUTF(one.path());
        }
        out.flush();
    }

    /**
     * Returns the packages that a process has found.
     *
     * @throws UnreadableImageException when the image is none that is read
     * @throws IOException when the process has not told
     */
    static List<ImagePackage> result(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(
                new BoundedReader(LARGEST_RESULT, "its result is too large").limit(new BufferedInputStream(from)));
        String error = in.readUTF();
        if (!error.isEmpty()) {
            throw new UnreadableImageException(error);
        }
        List<ImagePackage> packages = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            packages.add(new ImagePackage(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
        }
        return packages;
    }

    /** A failure that no further attempt changes. */
    static final class UnreadableImageException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableImageException(String message) {
            super(message);
        }
    }
}
